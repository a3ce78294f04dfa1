"""How engines that already spread work over many machines find mentions."""
