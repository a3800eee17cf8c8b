{{/* Who the pods run as and what they may do: the "restricted" Pod Security Standard, with a read-only root on top. */}}

{{- define "inference.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ int64 .Values.pod.userId }}
runAsGroup: {{ int64 .Values.pod.userId }}
fsGroup: {{ int64 .Values.pod.userId }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "inference.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end -}}
