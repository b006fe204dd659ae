"""The queries by which a home is picked."""

from hearthline.platform.bodies import PageQuery
from hearthline.platform.fields import Code, Place


class BuildingsQuery(PageQuery):
    """`GET /api/catalog/buildings`."""

    city: Code
    project: Place


class UnitsQuery(BuildingsQuery):
    """`GET /api/catalog/units`."""

    building: Place
