// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"

#include <QString>

namespace wf::engine {

// The filter language of the alert list: terms side by side, all must hold.
//   word, "two words"     anywhere in the alert, capitals ignored
//   svc:payment           service contains it; also alert, severity, region, instance, owner, state, source, summary,
//   or any label ack:yes  held:no      acknowledged; acknowledged, silenced or inhibited age>10m  value>=0.5   > >= <
//   <= label="x" != =~ !~    as Prometheus writes matchers: exact, and RE2 anchored at both ends -term must not hold
struct FilterTerm {
    enum class Kind { Text, Contains, Match, Age, Value, Acknowledged, Held };
    enum class Order { More, AtLeast, Less, AtMost };
    Kind kind = Kind::Text;
    bool negated = false;
    QString field; // canonical field or label name
    QString text;  // lower case for Text and Contains
    signals::Matcher matcher;
    Order order = Order::More;
    double number = 0; // Age: ns
    bool yes = true;
    friend bool operator==(const FilterTerm &, const FilterTerm &) = default;
};

struct AlertFilter {
    std::vector<FilterTerm> terms;
    [[nodiscard]] bool isEmpty() const { return terms.empty(); }
    friend bool operator==(const AlertFilter &, const AlertFilter &) = default;
};

struct FilterError {
    qsizetype position = 0; // in the text, UTF-16 units
    qsizetype length = 0;
    QString message; // what to write instead
    friend bool operator==(const FilterError &, const FilterError &) = default;
};

struct ParsedFilter {
    AlertFilter filter; // of the terms before the error
    std::optional<FilterError> error;
};

[[nodiscard]] ParsedFilter parseAlertFilter(const QString &text);

// Fields that are not labels, by their canonical name, with what they mean.
struct FilterField {
    QString name;
    QString meaning;
};
[[nodiscard]] const std::vector<FilterField> &filterFields();
// "svc" gives "service"; a label name gives itself.
[[nodiscard]] QString canonicalField(const QString &name);

// The word that is being written at the cursor, for completion: a name, or the value of a name.
struct FilterCursor {
    qsizetype from = 0;       // where the replacement starts
    qsizetype length = 0;     // how much is replaced
    QString field;            // canonical; empty: a name is being written
    QString prefix;           // what is there already, unquoted
    bool quotedValue = false; // after = != =~ !~
    friend bool operator==(const FilterCursor &, const FilterCursor &) = default;
};
[[nodiscard]] FilterCursor filterCursor(const QString &text, qsizetype cursor);

// A value as it must be written after "field:".
[[nodiscard]] QString filterValue(const QString &value);

} // namespace wf::engine
