{{/* Refuses scaling, networking and names that contradict each other. */}}

{{- define "inference.validateScaling" -}}
{{- with .Values.autoscaling -}}
{{- if .enabled -}}
{{- $most := int64 .maxReplicas -}}
{{- if gt (int64 .minReplicas) $most -}}
{{- fail (printf "autoscaling.minReplicas: %d is above maxReplicas %d; lower it or raise maxReplicas" (int64 .minReplicas) $most) -}}
{{- end -}}
{{- if gt (int64 .fallback.replicas) $most -}}
{{- fail (printf "autoscaling.fallback.replicas: %d is above maxReplicas %d; lower it" (int64 .fallback.replicas) $most) -}}
{{- end -}}
{{- if lt (int64 .fallback.replicas) (int64 .minReplicas) -}}
{{- fail (printf "autoscaling.fallback.replicas: %d is below minReplicas %d; raise it" (int64 .fallback.replicas) (int64 .minReplicas)) -}}
{{- end -}}
{{- $names := dict "requests" true "queue" true -}}
{{- range .schedule -}}
{{- if hasKey $names .name -}}
{{- fail (printf "autoscaling.schedule: the name %s is taken; give each entry a name of its own, not requests or queue" .name) -}}
{{- end -}}
{{- $_ := set $names .name true -}}
{{- if gt (int64 .replicas) $most -}}
{{- fail (printf "autoscaling.schedule: %s wants %d replicas, above maxReplicas %d; lower it or raise maxReplicas" .name (int64 .replicas) $most) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "inference.validateNetwork" -}}
{{- $relay := int64 .Values.metricsRelay.port -}}
{{- $engine := include "inference.enginePort" . | int64 -}}
{{- if and .Values.metricsRelay.enabled (eq $relay $engine) -}}
{{- fail "metricsRelay.port: 8000 is the engine's own port; take another, such as 9090" -}}
{{- end -}}
{{- if include "inference.multiNode" . -}}
{{- $master := int64 .Values.multiNode.masterPort -}}
{{- if or (eq $master $engine) (and .Values.metricsRelay.enabled (eq $master $relay)) -}}
{{- fail (printf "multiNode.masterPort: %d is taken by the API or by metricsRelay.port; take another, such as 29501" $master) -}}
{{- end -}}
{{- if and .Values.pod.affinity.podAffinity .Values.multiNode.groupTopologyKey -}}
{{- fail (printf "pod.affinity.podAffinity: would replace the rule that keeps a group within one %s; remove it, or set multiNode.groupTopologyKey to \"\"" .Values.multiNode.groupTopologyKey) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.podMonitor.enabled .Values.networkPolicy.enabled (not .Values.networkPolicy.metrics.from) -}}
{{- fail "networkPolicy.metrics.from: is empty, so the PodMonitor's Prometheus reaches nothing; name the peers that scrape, or set podMonitor.enabled to false" -}}
{{- end -}}
{{- end -}}

{{- define "inference.validateNames" -}}
{{- $name := include "inference.fullname" . -}}
{{- if not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" $name) -}}
{{- fail (printf "fullnameOverride: object names would start with %q, which is no DNS label that begins with a letter; set fullnameOverride" $name) -}}
{{- end -}}
{{- end -}}
