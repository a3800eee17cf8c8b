{{/* Arguments of `vllm serve`, one word each. Every one is defined by the pinned vLLM: tests/charts checks the rendered ones. */}}

{{/* Takes a dict of root and role. */}}
{{- define "inference.arguments" -}}
{{- $root := .root -}}
{{- with .root.Values }}
- {{ include "inference.modelReference" $root | quote }}
- {{ printf "--served-model-name=%s" .model.servedName | quote }}
- --host=0.0.0.0
- --port={{ include "inference.enginePort" $root }}
{{- include "inference.loadingArguments" $root }}
{{- include "inference.modelArguments" . }}
{{- include "inference.parallelArguments" $ }}
- --shutdown-timeout={{ int64 .drain.longestStreamSeconds }}
- --disable-access-log-for-endpoints=/health,/metrics,/ping
{{- range (get .engines .engine).arguments }}
- {{ . | quote }}
{{- end }}
{{- range .extraArguments }}
- {{ . | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "inference.loadingArguments" -}}
{{- $loading := include "inference.loading" . -}}
{{- if eq $loading "stream" }}
- --load-format=runai_streamer
{{- $extra := dict "concurrency" (int64 .Values.model.s3.concurrency) -}}
{{- /* Each rank then reads its share and passes it on, instead of every rank reading everything. */ -}}
{{- if gt (int64 .Values.parallelism.tensor) 1 -}}{{- $_ := set $extra "distributed" true -}}{{- end }}
- {{ printf "--model-loader-extra-config=%s" (toJson $extra) | quote }}
{{- else if eq $loading "hub" }}
- {{ printf "--revision=%s" .Values.model.hub.revision | quote }}
- {{ printf "--code-revision=%s" .Values.model.hub.revision | quote }}
- {{ printf "--tokenizer-revision=%s" .Values.model.hub.revision | quote }}
{{- end }}
{{- end -}}

{{/* Takes the values. */}}
{{- define "inference.modelArguments" -}}
{{- with .model }}
- --dtype={{ .dataType }}
- --kv-cache-dtype={{ .keyValueCacheType }}
{{- if .maxLength }}
- --max-model-len={{ int64 .maxLength }}
{{- end }}
{{- if .maxSequences }}
- --max-num-seqs={{ int64 .maxSequences }}
{{- end }}
{{- if .quantization }}
- {{ printf "--quantization=%s" .quantization | quote }}
{{- end }}
{{- if .memoryUtilization }}
- --gpu-memory-utilization={{ .memoryUtilization }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Takes a dict of root and role. */}}
{{- define "inference.parallelArguments" -}}
{{- with .root.Values.parallelism }}
- --tensor-parallel-size={{ int64 .tensor }}
- --pipeline-parallel-size={{ int64 .pipeline }}
{{- end }}
{{- if ne .role "server" }}
- --distributed-executor-backend=mp
- --nnodes=$(LWS_GROUP_SIZE)
- --node-rank=$(LWS_WORKER_INDEX)
- --master-addr=$(LWS_LEADER_ADDRESS)
- --master-port={{ int64 .root.Values.multiNode.masterPort }}
{{- if eq .role "worker" }}
- --headless
{{- end }}
{{- end }}
{{- end -}}
