{{/* The pod of every role: server (the only pod of its replica), leader and worker (of a group over several nodes). */}}

{{/* Takes a dict of root and role. */}}
{{- define "inference.podTemplate" -}}
{{- $serving := ne .role "worker" -}}
metadata:
  labels:
    {{- include "inference.podLabels" . | nindent 4 }}
  {{- with .root.Values.pod.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  {{- with .root.Values }}
  serviceAccountName: {{ include "inference.serviceAccountName" $.root | quote }}
  # EKS Pod Identity mounts a token of its own; nothing here talks to the Kubernetes API.
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ include "inference.gracePeriod" $.root }}
  {{- with .imagePullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . | quote }}
    {{- end }}
  {{- end }}
  {{- with .pod.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .pod.runtimeClassName }}
  runtimeClassName: {{ . }}
  {{- end }}
  {{- with .pod.schedulerName }}
  schedulerName: {{ . }}
  {{- end }}
  {{- with .pod.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .pod.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
  {{- with include "inference.affinity" . | trim }}
  affinity:
    {{- . | nindent 4 }}
  {{- end }}
  {{- if $serving }}
  {{- with include "inference.topologySpread" . | trim }}
  topologySpreadConstraints:
    {{- . | nindent 4 }}
  {{- end }}
  {{- end }}
  securityContext:
    {{- include "inference.podSecurity" .root | nindent 4 }}
  {{- with include "inference.initContainers" . | trim }}
  initContainers:
    {{- . | nindent 4 }}
  {{- end }}
  containers:
    - {{ include "inference.engineContainer" . | nindent 6 | trim }}
  volumes:
    {{- include "inference.volumes" . | nindent 4 }}
{{- end -}}

{{/* Takes a dict of root and role. */}}
{{- define "inference.initContainers" -}}
{{- if and (ne .role "worker") .root.Values.metricsRelay.enabled }}
- {{ include "inference.relayContainer" .root | nindent 2 | trim }}
{{- end }}
{{- if eq (include "inference.loading" .root) "copy" }}
- {{ include "inference.copyContainer" .root | nindent 2 | trim }}
{{- end }}
{{- end -}}

{{/* Takes a dict of root and role. */}}
{{- define "inference.volumes" -}}
{{- with .root.Values -}}
- name: cache
  emptyDir:
    sizeLimit: {{ .cache.size }}
- name: shared-memory
  emptyDir:
    medium: Memory
    sizeLimit: {{ .sharedMemory.size }}
- name: temporary
  emptyDir:
    sizeLimit: {{ .temporary.size }}
{{- if or (eq $.role "worker") .metricsRelay.enabled }}
- name: scripts
  configMap:
    name: {{ include "inference.scriptsName" $.root }}
{{- end }}
{{- end }}
{{- end -}}
