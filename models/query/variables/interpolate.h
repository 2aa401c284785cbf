// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace wf::query {

// What a variable of a dashboard stands for now.
struct VariableValue {
    QStringList values; // chosen ones; of "All" without allValue every option
    QStringList texts;  // parallel to `values`
    bool multi = false;
    bool includeAll = false;
    bool isAll = false;
    QString allValue;       // custom value of "All": goes in unescaped
    bool isLiteral = false; // built-in ones such as $__interval: never escaped
};

// What an ad hoc filter asks of every selector; op: = != =~ !~, =| !=| (one of, none of; values apart by "|").
struct SelectorFilter {
    QString key, op, value;
    QString product; // whose selectors: "prometheus", "loki"; empty: all
    friend bool operator==(const SelectorFilter &, const SelectorFilter &) = default;
};

struct VariableScope {
    QHash<QString, VariableValue> variables;
    std::vector<SelectorFilter> filters;
    QString zone; // for ${__from:date:YYYY}
    void set(const QString &name, const QString &value)
    {
        variables.insert(name, {{value}, {value}, {}, {}, {}, {}, true});
    }
};

// How a variable without a format is written.
enum class Dialect {
    Title, // what people read: texts joined by " + ", "All"
    Text,  // values in braces when there are several
    Regex, // inside an expression of a variable
    Query, // PromQL and LogQL: escaped for a string inside a query, several as (a|b)
};

// Replaces $name, ${name}, ${name:format}, ${name.field} and [[name:format]] as Grafana does. What it does not know
// stays as it is. Formats: csv pipe regex glob json html percentencode uriencode queryparam customqueryparam raw
// singlequote doublequote sqlstring lucene distributed date text join. Output is held within a megabyte.
[[nodiscard]] QString interpolate(const QString &text, const VariableScope &scope, Dialect dialect);

// The same in the address and the title of a link. `macro` says what a reference means that no variable is ("__field",
// "labels.pod", "percentencode"); nothing: it stays as it is. What has no format is written by `otherwise`.
using MacroReader =
    std::function<std::optional<QString>(const QString &name, const QString &field, const QString &format)>;
[[nodiscard]] QString interpolateLink(const QString &text, const VariableScope &scope, const MacroReader &macro,
                                      const QString &otherwise);

// Names of the variables a text refers to, each once, known or not.
[[nodiscard]] QStringList variablesIn(const QString &text);

// One format by name; unknown ones write as glob, as Grafana does.
[[nodiscard]] QString formatVariable(const QString &name, const VariableValue &value, const QString &format,
                                     const QString &zone = {});

} // namespace wf::query
