"""The command line."""

import gc

# A lookup lives for a tenth of a second and makes hardly any cycles: looking for them while modules
# are imported takes longer than what it could free. A server still has them collected.
gc.set_threshold(100_000, 20, 20)
