// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace wf::test {

// After the example of Perses' documentation.
inline const QByteArray node = R"json({
  "kind": "Dashboard",
  "metadata": {"name": "node", "project": "ops"},
  "spec": {
    "display": {"name": "Node exporter"},
    "duration": "6h", "refreshInterval": "30s",
    "variables": [
      {"kind": "ListVariable", "spec": {"name": "instance", "display": {"name": "Instance"}, "allowAllValue": true,
        "allowMultiple": true, "defaultValue": ["$__all"], "sort": "alphabetical-asc",
        "plugin": {"kind": "PrometheusLabelValuesVariable",
                   "spec": {"labelName": "instance", "matchers": ["up{job=\"node\"}"]}}}},
      {"kind": "ListVariable", "spec": {"name": "mode",
        "plugin": {"kind": "StaticListVariable", "spec": {"values": ["user", {"label": "Idle", "value": "idle"}]}}}},
      {"kind": "TextVariable", "spec": {"name": "rate", "value": "5m", "constant": true}}],
    "panels": {
      "cpu": {"kind": "Panel", "spec": {"display": {"name": "CPU", "description": "By mode"},
        "plugin": {"kind": "TimeSeriesChart", "spec": {
          "legend": {"position": "right", "mode": "table", "values": ["last-number", "mean"]},
          "yAxis": {"format": {"unit": "percent-decimal", "decimalPlaces": 1}, "min": 0},
          "thresholds": {"steps": [{"value": 0.8, "color": "#ff0000"}]},
          "visual": {"areaOpacity": 0.5, "stack": "all", "lineWidth": 2, "connectNulls": true}}},
        "queries": [{"kind": "TimeSeriesQuery", "spec": {"plugin": {"kind": "PrometheusTimeSeriesQuery",
          "spec": {"query": "rate(node_cpu_seconds_total{instance=~\"$instance\"}[$rate])",
                   "seriesNameFormat": "{{mode}}", "minStep": "1m"}}}}]}},
      "a/b": {"kind": "Panel", "spec": {"display": {"name": "Text"},
        "plugin": {"kind": "Markdown", "spec": {"text": "# Hello"}}}},
      "flames": {"kind": "Panel", "spec": {"display": {"name": "Profile"}, "plugin": {"kind": "FlameChart", "spec": {}}}}},
    "layouts": [
      {"kind": "Grid", "spec": {"items": [{"x": 0, "y": 0, "width": 24, "height": 3,
        "content": {"$ref": "#/spec/panels/a~1b"}}]}},
      {"kind": "Grid", "spec": {"display": {"title": "Load", "collapse": {"open": true}}, "items": [
        {"x": 12, "y": 0, "width": 12, "height": 8, "content": {"$ref": "#/spec/panels/cpu"}},
        {"x": 0, "y": 0, "width": 12, "height": 8, "content": {"$ref": "#/spec/panels/none"}}]}},
      {"kind": "Grid", "spec": {"display": {"title": "More", "collapse": {"open": false}}, "items": [
        {"x": 0, "y": 0, "width": 12, "height": 8, "content": {"$ref": "#/spec/panels/flames"}}]}}]}})json";

inline const QByteArray ofGrafana =
    R"({"kind":"Dashboard","apiVersion":"dashboard.grafana.app/v1","spec":{"panels":[]}})";
inline const QByteArray wrongKinds =
    R"({"kind":"Dashboard","spec":{"panels":{"p":{"spec":7}},"variables":[1,{"spec":[]}],
    "layouts":[3,{"spec":{"items":[{"x":-1e99,"y":1e99,"width":{},"content":{"$ref":"#/spec/panels/p"}}]}}]}})";

} // namespace wf::test
