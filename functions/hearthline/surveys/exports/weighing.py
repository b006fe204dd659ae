"""Weighting answers by city × stage, so that they stand for the population that was meant."""

from collections.abc import Mapping

from hearthline.surveys.model import Strata


def cell_of(strata: Strata) -> str:
    """Give the cell of somebody, as a campaign's population names it."""
    return f"{strata.city or ''}/{strata.stage or ''}"


def weights(population: Mapping[str, int], answered: Mapping[str, int]) -> dict[str, float]:
    """Give the weight of an answer in each cell: its share of the population over its share of the answers.

    A cell nobody answered from can't be stood for: shares are over the cells that have both, so that the
    weights of all answers in these add up to their number. A cell of which the population is not known has
    none.
    """
    cells = [cell for cell, number in answered.items() if number and population.get(cell)]
    meant, said = sum(population[cell] for cell in cells), sum(answered[cell] for cell in cells)
    return {cell: population[cell] / meant / (answered[cell] / said) for cell in cells}
