{{/* Environment of the engine. */}}

{{/* Takes a dict of root and role. */}}
{{- define "inference.environment" -}}
{{- $root := .root -}}
{{- include "inference.pathEnvironment" $root }}
{{- include "inference.modelEnvironment" $root }}
{{- with .root.Values }}
{{- if and .apiKey.secretName (ne $.role "worker") }}
- name: VLLM_API_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .apiKey.secretName | quote }}
      key: {{ .apiKey.secretKey | quote }}
{{- end }}
{{- if eq .engine "cpu" }}
- name: VLLM_CPU_KVCACHE_SPACE
  value: {{ int64 .engines.cpu.keyValueCacheGiB | quote }}
- name: VLLM_CPU_OMP_THREADS_BIND
  value: {{ .engines.cpu.threadsBind | quote }}
{{- if eq .engines.cpu.threadsBind "auto" }}
- name: VLLM_CPU_NUM_OF_RESERVED_CPU
  value: {{ int64 .engines.cpu.reservedCores | quote }}
{{- end }}
{{- end }}
{{- if ne $.role "server" }}
- name: VLLM_HOST_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
{{- $given := dict -}}
{{- range concat (get .engines .engine).environment .extraEnvironment -}}{{- $_ := set $given .name true -}}{{- end }}
{{- if not (hasKey $given "NCCL_SOCKET_IFNAME") }}
# Keeps NCCL's bootstrap off interfaces that do not reach the other nodes.
- name: NCCL_SOCKET_IFNAME
  value: ^docker,lo,veth
{{- end }}
{{- end }}
{{- with (get .engines .engine).environment }}
{{ toYaml . }}
{{- end }}
{{- with .extraEnvironment }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- end -}}

{{/*
The root file system is read-only and the user has no entry in /etc/passwd: everything that is written goes to the volumes,
and libraries that ask for the user's name read it from the environment.
*/}}
{{- define "inference.pathEnvironment" -}}
- name: HOME
  value: /cache
- name: USER
  value: vllm
- name: LOGNAME
  value: vllm
- name: TMPDIR
  value: /tmp
- name: XDG_CACHE_HOME
  value: /cache/xdg
- name: XDG_CONFIG_HOME
  value: /cache/config
- name: VLLM_CACHE_ROOT
  value: /cache/vllm
- name: VLLM_CONFIG_ROOT
  value: /cache/config/vllm
- name: HF_HOME
  value: /cache/huggingface
- name: TRITON_CACHE_DIR
  value: /cache/triton
- name: TORCHINDUCTOR_CACHE_DIR
  value: /cache/inductor
# The egress rules would let the report time out; say so instead.
- name: VLLM_NO_USAGE_STATS
  value: "1"
{{- end -}}

{{- define "inference.modelEnvironment" -}}
{{- $loading := include "inference.loading" . -}}
{{- if eq $loading "hub" }}
{{- with .Values.model.hub }}
{{- if .tokenSecret }}
- name: HF_TOKEN
  valueFrom:
    secretKeyRef:
      name: {{ .tokenSecret | quote }}
      key: {{ .tokenKey | quote }}
{{- end }}
{{- end }}
{{- else }}
# Nothing is served from a hub: a file that is missing in S3 is an error at start, not a download.
- name: HF_HUB_OFFLINE
  value: "1"
{{- if eq $loading "stream" }}
{{- include "inference.s3Environment" . }}
{{- end }}
{{- end }}
{{- end -}}
