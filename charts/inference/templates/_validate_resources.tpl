{{/* Refuses volumes that do not fit into what the pod asks for. */}}

{{- define "inference.validateMemory" -}}
{{- $memory := include "inference.mebibytes" .Values.resources.memory | int64 -}}
{{- $shared := include "inference.mebibytes" .Values.sharedMemory.size | int64 -}}
{{- if ge $shared $memory -}}
{{- fail (printf "resources.memory: %s does not hold sharedMemory.size %s, which counts as memory of the pod; raise the first or lower the second" .Values.resources.memory .Values.sharedMemory.size) -}}
{{- end -}}
{{- if eq .Values.engine "cpu" -}}
{{- $cache := mul (int64 .Values.engines.cpu.keyValueCacheGiB) 1024 -}}
{{- if ge (add $shared $cache) $memory -}}
{{- fail (printf "resources.memory: %s does not hold engines.cpu.keyValueCacheGiB %d and sharedMemory.size %s, and the weights need room beside them; raise it" .Values.resources.memory (int64 .Values.engines.cpu.keyValueCacheGiB) .Values.sharedMemory.size) -}}
{{- end -}}
{{- end -}}
{{- with .Values.resources.ephemeralStorage -}}
{{- $disk := add (include "inference.mebibytes" $.Values.cache.size | int64) (include "inference.mebibytes" $.Values.temporary.size | int64) -}}
{{- if lt (include "inference.mebibytes" . | int64) $disk -}}
{{- fail (printf "resources.ephemeralStorage: %s does not hold cache.size %s and temporary.size %s; raise it to %dMi or more" . $.Values.cache.size $.Values.temporary.size $disk) -}}
{{- end -}}
{{- end -}}
{{- with .Values.probes.startup -}}
{{- if gt (int64 .periodSeconds) (int64 .budgetSeconds) -}}
{{- fail (printf "probes.startup.periodSeconds: %d is longer than budgetSeconds %d, so the first check would be the last; lower it" (int64 .periodSeconds) (int64 .budgetSeconds)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
