"""Who asks for trainings, in tests: browsers by their owners' names, none of them a teacher's."""

from explorer.jobs.limits import Asker


def by(name: str, address: str = "") -> Asker:
    return Asker(name, address, is_teacher=False)
