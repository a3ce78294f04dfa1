"""How the property tests run: as many examples, however slow the machine."""

from hypothesis import HealthCheck, settings

# A test that fails by the clock says nothing about the code.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("untimed")
