"""The import contract inside each app: import-linter's layers, with one for all modules that no other layer names."""

import grimp
from importlinter.contracts.layers import Layer, LayersContract, ModuleTail
from importlinter.domain.contract import ContractCheck

THE_REST = {ModuleTail("*")}


class LayersAndTheRest(LayersContract):
    """Layers of which one, written `*`, holds the verbs and formats: whatever is not named elsewhere.

    A new module so stands below views and forms and above the models without being entered anywhere.
    """

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        rest = Layer(self.unnamed(graph), is_independent=False)
        self.layers = [rest if layer.module_tails == THE_REST else layer for layer in self.layers]
        return super().check(graph, verbose)

    def unnamed(self, graph: grimp.ImportGraph) -> set[ModuleTail]:
        named = {tail.name for layer in self.layers for tail in layer.module_tails}
        apps = self.session_options["root_packages"]
        found = {name.rpartition(".")[-1] for app in apps for name in graph.find_children(app)}
        return {ModuleTail(name, is_optional=True) for name in found - named}
