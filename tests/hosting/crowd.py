"""Eight people who record fifteen entries each, all at once; run as a program by a test.

It says how many actions there are at the end, then each error on a line of its own.
"""

import datetime
import sys
import threading

PEOPLE, ENTRIES = 8, 15


def main() -> None:
    """Fill the database that the environment names."""
    import django

    django.setup()

    from django.db import connections

    from benevalibre.actions.models import Action
    from benevalibre.instance.migrating import bring_up_to_date

    bring_up_to_date()
    errors: list[str] = []
    members = _members()
    start = threading.Barrier(PEOPLE)
    crowd = [threading.Thread(target=_record, args=(m, start, errors)) for m in members]
    for person in crowd:
        person.start()
    for person in crowd:
        person.join()
    sys.stdout.write("\n".join([str(Action.objects.count()), *errors]))
    connections.close_all()


def _members() -> list[int]:
    """One association, and eight people of it."""
    from benevalibre.accounts.models import User
    from benevalibre.associations.founding import found
    from benevalibre.associations.joining import join

    founder = User.objects.create_user("foule0@example.org", first_name="Jeanne")
    association = found(name="La Foule", by=founder)
    others = [
        User.objects.create_user(f"foule{rank}@example.org", first_name="Paul")
        for rank in range(1, PEOPLE)
    ]
    joined = [join(association, user=user).pk for user in others]
    return [association.memberships.get(user=founder).pk, *joined]


def _record(member_id: int, start: threading.Barrier, errors: list[str]) -> None:
    from django.db import DatabaseError, connections

    from benevalibre.actions.models import Source
    from benevalibre.actions.recording import Draft, record
    from benevalibre.associations.models import Membership

    member = Membership.objects.select_related("association", "user", "role").get(pk=member_id)
    place = member.association
    category = place.categories.all()[:1].get()
    start.wait()
    for rank in range(ENTRIES):
        day = place.today() - datetime.timedelta(days=rank)
        draft = Draft(category=category, date=day, minutes=60)
        try:
            record(
                draft, member=member, by=member, association=place, source=Source.SELF,
                key=f"{member_id}-{rank}",
            )  # fmt: skip
        except DatabaseError as error:
            errors.append(str(error))
    connections.close_all()


if __name__ == "__main__":
    main()
