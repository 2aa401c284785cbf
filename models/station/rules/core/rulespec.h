// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/query/promql/parse/parse.h"
#include "models/query/template/alert/alerttemplate.h"
#include "models/wire/yaml/rules/rulefile.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

// Rules ready to be evaluated: everything parsed once. Immutable, any thread.
namespace wf::station {

struct TextTemplate {
    std::string name; // of the label or annotation
    std::string text;
    std::optional<query::AlertTemplate> parsed; // without: stays as it is written
};

struct RuleSpec {
    signals::RuleKind kind = signals::RuleKind::Alerting;
    std::string name;
    std::string expr;
    query::ExprPtr parsed; // null: cannot be evaluated, and `broken` says why
    QString broken;
    qint64 forNs = 0;
    qint64 keepFiringForNs = 0;
    std::vector<TextTemplate> labels; // the group's, overridden by the rule's own; plain for recording rules
    std::vector<TextTemplate> annotations;
    // Tells a rule from its earlier self after the file was read again.
    [[nodiscard]] std::string identity() const;
};

struct GroupSpec {
    QString name;
    QString file;
    qint64 intervalNs = base::nsPerMinute;
    qint64 queryOffsetNs = 0; // evaluated as of so much earlier
    int limit = 0;            // most alerts or series of one rule; 0 none
    std::vector<RuleSpec> rules;
    [[nodiscard]] QString key() const { return file + u';' + name; } // unique in a station
};

// All groups of a file; an interval of 0 becomes the default.
[[nodiscard]] std::vector<GroupSpec> groupsOf(const wire::RuleFile &file, const QString &fileName,
                                              qint64 defaultIntervalNs);

} // namespace wf::station
