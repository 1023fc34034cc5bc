"""From sourced facts to labelled arrays, and from levers to edits on them."""

from monazite.parameters.apply import apply_edits
from monazite.parameters.arrays import Parameters
from monazite.parameters.build import (
    parameters_of,
    varied_parameters,
    with_levers,
    with_strategy,
    with_world,
)
from monazite.parameters.capacity import (
    addition_share,
    committed_capacity,
    lead_times,
    owners_costs,
    past_life_share,
    running_costs,
    share_in_use,
    standing_share,
)
from monazite.parameters.labelling import labels_of
from monazite.parameters.labels import Labels, lane_name, node_name
from monazite.parameters.shocks import (
    shock_years,
    shocks,
    with_shocks_alone,
    withheld_from_home,
)
from monazite.parameters.staging import InformationStage, stages

__all__ = [
    "InformationStage",
    "Labels",
    "Parameters",
    "addition_share",
    "apply_edits",
    "committed_capacity",
    "labels_of",
    "lane_name",
    "lead_times",
    "node_name",
    "owners_costs",
    "parameters_of",
    "past_life_share",
    "running_costs",
    "share_in_use",
    "shock_years",
    "shocks",
    "stages",
    "standing_share",
    "varied_parameters",
    "with_levers",
    "with_shocks_alone",
    "with_strategy",
    "with_world",
    "withheld_from_home",
]
