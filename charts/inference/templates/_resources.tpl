{{/* Resources of the engine's container. */}}

{{/* Resources whose request must equal their limit. */}}
{{- define "inference.boundResources" -}}
{{- with .Values.resources }}
memory: {{ .memory }}
{{- if .accelerators }}
{{ (get $.Values.engines $.Values.engine).resource }}: {{ int64 .accelerators | quote }}
{{- end }}
{{- if .efa }}
vpc.amazonaws.com/efa: {{ int64 .efa | quote }}
{{- end }}
{{- if .hugepages }}
hugepages-2Mi: {{ .hugepages }}
{{- end }}
{{- if .ephemeralStorage }}
ephemeral-storage: {{ .ephemeralStorage }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "inference.resources" -}}
requests:
  cpu: {{ .Values.resources.cpu | quote }}
  {{- include "inference.boundResources" . | trim | nindent 2 }}
limits:
  {{- include "inference.boundResources" . | trim | nindent 2 }}
{{- end -}}
