"""The KL of the VAE for every beta as a bar of two parts, which follows a slider of beta."""

from __future__ import annotations

from explorer.analysis.beta_sweep import BetaSweep
from explorer.ui import components
from explorer.ui.texts import spoken


def split(sweep: BetaSweep, beta: float, follow: str, key: str) -> None:
    """Draw the bar at ``beta``, and have it follow the plane of the space ``follow``."""
    data = {
        "follow": follow,
        "beta": beta,
        "betas": sweep.betas.tolist(),
        "kl": sweep.kl_nats.tolist(),
        "information": sweep.information.tolist(),
        "count": sweep.images,
        **spoken("split"),
    }
    components.mount("split", data, key)
