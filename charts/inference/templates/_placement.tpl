{{/* Where pods run. */}}

{{/*
How replicas spread. Only pods that answer requests spread: a group's workers go where its leader is. In a Deployment, each
revision spreads by itself, so that the old pods do not push the new ones aside. Takes a dict of root and role.
*/}}
{{- define "inference.topologySpread" -}}
{{- range $key, $rule := dict "topology.kubernetes.io/zone" .root.Values.topologySpread.zones "kubernetes.io/hostname" .root.Values.topologySpread.hosts }}
{{- if $rule.maxSkew }}
- topologyKey: {{ $key }}
  maxSkew: {{ int64 $rule.maxSkew }}
  whenUnsatisfiable: {{ $rule.whenUnsatisfiable }}
  labelSelector:
    matchLabels:
      {{- include "inference.selectorLabels" $ | nindent 6 }}
  {{- if eq $.role "server" }}
  matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Affinity, with the rule that keeps the pods of one group together. Takes a dict of root and role. */}}
{{- define "inference.affinity" -}}
{{- with omit .root.Values.pod.affinity (ternary "" "podAffinity" (eq .role "server")) }}
{{ toYaml . }}
{{- end }}
{{- if and (ne .role "server") .root.Values.multiNode.groupTopologyKey }}
podAffinity:
  requiredDuringSchedulingIgnoredDuringExecution:
    - topologyKey: {{ .root.Values.multiNode.groupTopologyKey }}
      labelSelector:
        matchLabels:
          {{- include "inference.instanceLabels" .root | nindent 10 }}
      matchLabelKeys: [leaderworkerset.sigs.k8s.io/group-key]
{{- end }}
{{- end -}}
