{{/* How long a pod takes to end. Every number about ending a pod comes from here. */}}

{{- define "inference.gracePeriod" -}}
{{- with .Values.drain -}}
{{- add (int64 .preStopSeconds) (int64 .longestStreamSeconds) (int64 .marginSeconds) -}}
{{- end -}}
{{- end -}}

{{/*
What a pod does before its engine hears that it must end. A worker waits until its leader has drained, or has died: vLLM ends
a headless worker at once, and the streams of the whole group with it. Takes a dict of root and role.
*/}}
{{- define "inference.preStop" -}}
{{- with .root.Values.drain -}}
{{- if eq $.role "worker" -}}
exec:
  command:
    - python3
    - -I
    - /scripts/await_leader.py
    - {{ include "inference.enginePort" $.root | quote }}
    - {{ add (int64 .preStopSeconds) (int64 .longestStreamSeconds) | quote }}
{{- else -}}
sleep:
  seconds: {{ int64 .preStopSeconds }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Seconds in which one step of a rollout makes progress: the old pod drains, a node comes, the model loads, the pod stays ready. */}}
{{- define "inference.rolloutDeadline" -}}
{{- add (include "inference.gracePeriod" . | int64) (int64 .Values.rollout.provisioningSeconds) (int64 .Values.probes.startup.budgetSeconds) (int64 .Values.rollout.minReadySeconds) -}}
{{- end -}}
