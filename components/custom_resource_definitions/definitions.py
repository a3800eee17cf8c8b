"""CustomResourceDefinitions as resources of their own."""

from dataclasses import dataclass

import pulumi

from components.custom_resource_definitions.vendored import definitions

TYPE = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition"


@dataclass(frozen=True, kw_only=True)
class CustomResourceDefinitionsArgs:
    """What a `CustomResourceDefinitions` needs.

    Attributes:
        projects: whose definitions to register, each one that `versions()` names.
    """

    projects: list[str]


class CustomResourceDefinitions(pulumi.ComponentResource):
    """The definitions of some projects, which outlive the stack.

    To delete a definition is to delete every object of its kind, so all are retained when the stack goes, and the
    next `pulumi up` finds them there. Give the provider that accepts existing objects (`crd_provider`). Whatever makes
    objects of these kinds, or runs a controller for them, depends on `definitions`.
    """

    names: pulumi.Output[list[str]]

    def __init__(
        self, name: str, args: CustomResourceDefinitionsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("evenkeel:index:CustomResourceDefinitions", name, None, opts)
        child = pulumi.ResourceOptions(parent=self, retain_on_delete=True)
        documents = [document for project in sorted(set(args.projects)) for document in definitions(project)]
        names = [str(document["metadata"]["name"]) for document in documents]
        self.definitions: list[pulumi.CustomResource] = [
            pulumi.CustomResource(TYPE, f"{name}-{kind}", document, child)
            for kind, document in zip(names, documents, strict=True)
        ]
        self.names = pulumi.Output.from_input(names)
        self.register_outputs({"names": self.names})
