"""Models are brought from their hub into the model bucket once, verified, and served from there."""

from components.model_import.job import ALLOWED_FILES, IGNORED_FILES
from components.model_import.model_bucket import ModelBucket, model_prefix, read_model, write_model
from components.model_import.model_import import ModelImport, ModelImportArgs, TokenSecret

__all__ = [
    "ALLOWED_FILES",
    "IGNORED_FILES",
    "ModelBucket",
    "ModelImport",
    "ModelImportArgs",
    "TokenSecret",
    "model_prefix",
    "read_model",
    "write_model",
]
