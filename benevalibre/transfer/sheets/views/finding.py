"""The import that an address names."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from benevalibre.associations.access import MemberRequest
from benevalibre.transfer.sheets.models import RIGHTS, Kind, Spreadsheet, Stage


def found(request: MemberRequest, spreadsheet_id: int) -> Spreadsheet:
    """One of the association: somebody else's is seen once it is done.

    404 where there is none, 403 without the right to import such a file.
    """
    if not any(request.membership.may(right) for right in RIGHTS.values()):
        raise PermissionDenied
    here = Spreadsheet.objects.filter(association=request.association)
    spreadsheet = get_object_or_404(here.for_page(), pk=spreadsheet_id)
    if not request.membership.may(RIGHTS[Kind(spreadsheet.kind)]):
        raise PermissionDenied
    is_mine = spreadsheet.author_id == request.membership.pk
    if not is_mine and spreadsheet.stage != Stage.DONE:
        get_object_or_404(here.none())
    return spreadsheet
