{{/* Where the model is and how the engine gets it. */}}

{{- define "inference.modelUri" -}}
{{- printf "s3://%s/%s" .Values.model.s3.bucket .Values.model.s3.prefix -}}
{{- end -}}

{{/* stream, copy or hub. */}}
{{- define "inference.loading" -}}
{{- if eq .Values.model.source "hub" -}}hub{{- else -}}{{- (get .Values.engines .Values.engine).loading -}}{{- end -}}
{{- end -}}

{{/* Where copied weights lie inside the cache volume. */}}
{{- define "inference.copiedModel" -}}/cache/model{{- end -}}

{{/* What `vllm serve` is told to serve. */}}
{{- define "inference.modelReference" -}}
{{- $loading := include "inference.loading" . -}}
{{- if eq $loading "hub" -}}{{- .Values.model.hub.repository -}}
{{- else if eq $loading "copy" -}}{{- include "inference.copiedModel" . -}}
{{- else -}}{{- include "inference.modelUri" . -}}
{{- end -}}
{{- end -}}

{{/* Environment by which S3 is reached, for the engine and for the copy. */}}
{{- define "inference.s3Environment" -}}
{{- with .Values.model.s3 }}
{{- if .region }}
- name: AWS_REGION
  value: {{ .region | quote }}
{{- end }}
{{- if .endpoint }}
- name: AWS_ENDPOINT_URL
  value: {{ .endpoint | quote }}
# Stores other than AWS rarely answer on a host name for each bucket.
- name: RUNAI_STREAMER_S3_USE_VIRTUAL_ADDRESSING
  value: "0"
- name: AWS_EC2_METADATA_DISABLED
  value: "true"
{{- end }}
{{- with .credentialsSecret }}
- name: AWS_ACCESS_KEY_ID
  valueFrom:
    secretKeyRef:
      name: {{ . | quote }}
      key: AWS_ACCESS_KEY_ID
- name: AWS_SECRET_ACCESS_KEY
  valueFrom:
    secretKeyRef:
      name: {{ . | quote }}
      key: AWS_SECRET_ACCESS_KEY
{{- end }}
{{- end }}
{{- end -}}
