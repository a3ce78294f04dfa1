"""How the property tests run: as many examples, however slow the machine."""

import os

from hypothesis import HealthCheck, Phase, settings

# A test that fails by the clock says nothing about the code.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
# A fifth of the examples; those that are seldom hit are tried by `.ci/run`, on one Python.
settings.register_profile("brief", settings.get_profile("untimed"), max_examples=20)
# For `tools.trust`, which tries ways to run, not inputs.
settings.register_profile("few", settings.get_profile("untimed"), max_examples=3)
# For `tools.mutation`: what survives once survives always, and a failure need not be small.
settings.register_profile(
    "repeatable",
    settings.get_profile("untimed"),
    max_examples=10,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "brief"))
