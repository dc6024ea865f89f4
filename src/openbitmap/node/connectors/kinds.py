"""The kinds of connector there are. A further one (OSIA, a MOSIP ABIS) is one more folder and one more line here."""

from collections.abc import Mapping
from types import MappingProxyType

from openbitmap.node.connectors import abis, ident, interpol, ngi, registry, screening
from openbitmap.node.connectors.model import Kind

KINDS: Mapping[str, Kind] = MappingProxyType(
    {kind.name: kind for kind in (ident.KIND, ngi.KIND, abis.KIND, screening.KIND, interpol.KIND, registry.KIND)}
)
