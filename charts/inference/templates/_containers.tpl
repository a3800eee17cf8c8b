{{/* Containers of a pod. */}}

{{/* The engine. Takes a dict of root and role. */}}
{{- define "inference.engineContainer" -}}
name: engine
image: {{ include "inference.engineImage" .root | quote }}
imagePullPolicy: {{ .root.Values.imagePullPolicy }}
command: [vllm, serve]
args:
  {{- include "inference.arguments" . | trim | nindent 2 }}
workingDir: /cache
env:
  {{- include "inference.environment" . | trim | nindent 2 }}
{{- if ne .role "worker" }}
ports:
  - name: http
    containerPort: {{ include "inference.enginePort" .root }}
    protocol: TCP
{{ include "inference.probes" .root }}
{{- end }}
lifecycle:
  preStop:
    {{- include "inference.preStop" . | nindent 4 }}
resources:
  {{- include "inference.resources" .root | nindent 2 }}
securityContext:
  {{- include "inference.containerSecurity" . | nindent 2 }}
volumeMounts:
  - name: cache
    mountPath: /cache
  - name: shared-memory
    mountPath: /dev/shm
  - name: temporary
    mountPath: /tmp
{{- if eq .role "worker" }}
  - name: scripts
    mountPath: /scripts
    readOnly: true
{{- end }}
{{- end -}}

{{/* Brings the weights into the cache volume before an engine that cannot stream them starts. */}}
{{- define "inference.copyContainer" -}}
name: copy-model
image: {{ include "inference.image" .Values.model.s3.copyImage | quote }}
imagePullPolicy: {{ .Values.imagePullPolicy }}
command: [aws]
args:
  - s3
  - cp
  - --recursive
  - --only-show-errors
  - {{ include "inference.modelUri" . | quote }}
  - {{ include "inference.copiedModel" . }}
env:
  - name: HOME
    value: /tmp
  {{- with include "inference.s3Environment" . | trim }}
  {{- . | nindent 2 }}
  {{- end }}
resources:
  requests:
    cpu: "1"
    memory: 1Gi
  limits:
    memory: 1Gi
securityContext:
  {{- include "inference.containerSecurity" . | nindent 2 }}
volumeMounts:
  - name: cache
    mountPath: /cache
  - name: temporary
    mountPath: /tmp
{{- end -}}

{{/* Serves only the metrics. As a sidecar it starts before the engine and ends after it, so that the drain is measured too. */}}
{{- define "inference.relayContainer" -}}
name: metrics-relay
image: {{ include "inference.engineImage" . | quote }}
imagePullPolicy: {{ .Values.imagePullPolicy }}
restartPolicy: Always
command: [python3, -I, /scripts/metrics_relay.py]
args: [{{ .Values.metricsRelay.port | toString | quote }}, {{ printf "http://127.0.0.1:%s/metrics" (include "inference.enginePort" .) | quote }}]
ports:
  - name: metrics
    containerPort: {{ int64 .Values.metricsRelay.port }}
    protocol: TCP
resources:
  requests:
    cpu: 20m
    memory: 128Mi
  limits:
    memory: 128Mi
securityContext:
  {{- include "inference.containerSecurity" . | nindent 2 }}
volumeMounts:
  - name: scripts
    mountPath: /scripts
    readOnly: true
{{- end -}}
