"""What becomes of each foreign key to a participant or a word: who adds one says it here."""

from benevalibre.associations.models import Category, Level, Project

PEOPLE = {
    "actions.Action.member": "moves",
    "actions.Action.status_by": "moves",
    "actions.Action.typed_by": "moves",
    "actions.Submission.membership": "moves",
    "associations.Appointment.membership": "moves",
    "associations.Function.membership": "stays",
    "associations.GuestLink.membership": "stays",
    "associations.Invitation.by": "moves",
    "associations.Invitation.claims": "moves",
    "associations.Membership.merged_into": "moves",
    "certificates.Certificate.issued_by": "moves",
    "certificates.Certificate.member": "moves",
    "certificates.Certificate.revoked_by": "moves",
    "certificates.CertificateRequest.answered_by": "moves",
    "certificates.CertificateRequest.member": "moves",
    "reports.Bundle.author": "moves",
    "certificates.MissionSheet.answered_by": "moves",
    "certificates.MissionSheet.member": "moves",
    "transfer.Departure.author": "moves",
    "valuation.Statement.closed_by": "moves",
    "valuation.Statement.reopened_by": "moves",
    "valuation.Vehicle.member": "moves",
    "valuation.Waiver.answered_by": "moves",
    "valuation.Waiver.member": "moves",
    "transfer.Spreadsheet.author": "moves",
    "transfer.Expected.membership": "moves",
}
WORDS = {
    Category: {
        "actions.Action.category": "moves",
        "associations.Category.merged_into": "moves",
        "associations.Project.usual_category": "moves",
        "valuation.PlannedHours.category": "moves",
        "valuation.Rate.category": "stays",
    },
    Level: {
        "actions.Action.level": "moves",
        "associations.Category.usual_level": "moves",
        "associations.Level.merged_into": "moves",
        "associations.Membership.usual_level": "moves",
        "valuation.Rate.level": "stays",
    },
    Project: {
        "actions.Action.project": "moves",
        "associations.Project.merged_into": "moves",
        "valuation.PlannedHours.project": "adds up",
    },
}
