// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/alert.h"
#include "models/signals/expression.h"
#include "models/wire/yaml/rules/rulefile.h"

#include <QJsonObject>

#include <map>
#include <optional>
#include <vector>

// A rule while somebody works on it. Values; pure; any thread.
namespace wf::engine {

// What the form shows. Labels are told apart from it: there are any number of them.
enum class RuleField { Name, Expr, For, KeepFiringFor, Severity, Summary, Description, Runbook, Group, Interval };

// Form and YAML of one rule at the same time. The text is what is kept: a field of the form is changed in its place,
// and comments, the order of fields and fields that nobody knows stay. What a form holds and a rule cannot be ("soon"
// as a duration) waits beside the text until it is right. Texts are outside text.
class EditedRule {
public:
    struct Place {
        QString group;
        qint64 intervalNs = 0; // of the group; 0: the server's
        bool isOverLogs = false;
        friend bool operator==(const Place &, const Place &) = default;
    };

    EditedRule() = default;
    // One rule as YAML ("- alert: …"), as it is kept; empty: a new one.
    EditedRule(QString text, const Place &place);
    // As a source tells it: how it is written where it is kept is not known before setKept().
    [[nodiscard]] static EditedRule of(const signals::Rule &rule, bool isOverLogs);
    // A rule that is kept nowhere yet: everything of it is a change.
    [[nodiscard]] static EditedRule fresh(QString text, const Place &place);

    [[nodiscard]] const QString &text() const { return m_text; }
    void setText(const QString &text);
    [[nodiscard]] const Place &place() const { return m_place; }
    // The text is one rule: otherwise the form shows the last one that was, and cannot be changed.
    [[nodiscard]] bool isReadable() const { return m_isReadable; }
    [[nodiscard]] bool alerts() const { return m_entry.kind == signals::RuleKind::Alerting; }
    [[nodiscard]] bool isFresh() const { return m_isFresh; }

    [[nodiscard]] QString value(RuleField field) const;
    void set(RuleField field, const QString &value);
    using Pair = std::pair<QString, QString>;
    [[nodiscard]] std::vector<Pair> labels() const; // without severity, as written
    // An empty value takes the label away. Empty: it was done; else why not.
    QString setLabel(const QString &name, const QString &value);
    [[nodiscard]] QStringList otherAnnotations() const; // that have no field in the form
    // The rule as screens and replays know it, with the waits and labels of the text.
    [[nodiscard]] signals::Rule rule() const;
    [[nodiscard]] const wire::RuleEntry &entry() const { return m_entry; }

    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] bool isChanged(RuleField field) const;
    // From now on this is what is kept.
    void markKept();
    // The text as it is kept now, by whom ever; what was changed here stays. Of a rule as a source tells it only the
    // fields that were changed do: the others are as they are written there.
    void setKept(const QString &text, const Place &place);
    [[nodiscard]] const QString &keptText() const { return m_keptText; }
    [[nodiscard]] const Place &keptPlace() const { return m_keptPlace; }
    void takeBack();

    // What is wrong with one field; of the expression at its exact place.
    [[nodiscard]] std::vector<signals::ExpressionMark> problems(RuleField field) const;
    // What is wrong with the text, each at its place in it.
    [[nodiscard]] std::vector<signals::ExpressionMark> problems() const;
    // Nothing waits beside the text, and nothing in it is an error.
    [[nodiscard]] bool isValid() const;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static std::optional<EditedRule> fromJson(const QJsonObject &json);
    friend bool operator==(const EditedRule &a, const EditedRule &b);

private:
    void read();
    QString change(const wire::RuleEntry &wanted);
    [[nodiscard]] std::optional<EditedRule> changesOn(const EditedRule &kept) const;
    [[nodiscard]] QString runbookKey() const;
    [[nodiscard]] QString written(RuleField field) const; // in the text

    QString m_text, m_keptText;
    Place m_place, m_keptPlace;
    bool m_isReadable = false;
    bool m_isFresh = false;
    bool m_isTold = false;                // what is kept is as a source tells it
    wire::RuleEntry m_entry, m_keptEntry; // as last read
    std::map<RuleField, Pair> m_waiting;  // what a form holds, and why it cannot be
};

} // namespace wf::engine
