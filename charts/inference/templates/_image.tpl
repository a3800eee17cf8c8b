{{/* Image references. */}}

{{/* A reference by digest where there is one, else by exact version. Takes a dict of repository, tag and digest. */}}
{{- define "inference.image" -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository .tag -}}
{{- end -}}
{{- end -}}

{{- define "inference.engineImage" -}}
{{- include "inference.image" (get .Values.engines .Values.engine).image -}}
{{- end -}}
