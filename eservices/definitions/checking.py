"""Checking what is live: rehearsals still come out, codes still exist, terms are still the service's."""

from eservices.definitions.compiling import clock_of
from eservices.definitions.exporting import export_definition
from eservices.definitions.models import FormVersion
from eservices.definitions.publishing import definition_faults
from eservices.definitions.schema import Fault


def check_live() -> dict[str, list[Fault]]:
    """Give the faults of every live e-service by its key; an empty list where all is well."""
    live = FormVersion.objects.filter(state=FormVersion.State.LIVE).select_related("service").order_by("eservice")
    return {version.eservice: _faults(version) for version in live}


def _faults(version: FormVersion) -> list[Fault]:
    faults = definition_faults(export_definition(version.eservice))
    now, then = clock_of(version.service), version.schema["clock"]
    if now != {key: then[key] for key in now}:
        message = f"The service “{version.service.name}” has other terms since publishing; publish the e-service again."
        faults.append(Fault("schema.clock", message))
    return faults
