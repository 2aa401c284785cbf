// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/traces/tracesearch.h"

#include <QWidget>

class QBoxLayout;
class QLineEdit;
class QStringListModel;

namespace wf::widgets {
class Button;
class FilterEdit;
class PickButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// The search rows: service, operation, tags, durations, limit; below, what the whole trace must be. Says in one line
// what cannot be understood.
class TraceQueryForm final : public QWidget {
    Q_OBJECT
public:
    explicit TraceQueryForm(engine::TraceSearch &search, QWidget *parent = nullptr);

    void setService(const QString &service);
    void setOperation(const QString &operation);
    // The question without its time range, or nothing while something cannot be understood.
    [[nodiscard]] std::optional<sources::TraceQuery> query();
    // On the whole trace; empty: none. Understood when query() gave something.
    [[nodiscard]] QString condition() const;

Q_SIGNALS:
    void submitted();

private:
    void showNames(widgets::PickButton *button, const QString &any, const QStringList &names,
                   std::function<void(const QString &)> chosen);
    void showLimits();
    void refreshTexts();
    void buildCondition(QBoxLayout *column);
    void complete(const QString &text);
    [[nodiscard]] std::optional<base::Error> problem(sources::TraceQuery &q) const;

    engine::TraceSearch &m_search;
    QString m_service;
    QString m_operation;
    int m_limit = 200;
    widgets::PickButton *m_serviceButton;
    widgets::PickButton *m_operationButton;
    widgets::PickButton *m_limitButton;
    widgets::FilterEdit *m_tags;
    QLineEdit *m_least;
    QLineEdit *m_most;
    QLineEdit *m_condition;
    QStringListModel *m_completions;
    widgets::Button *m_submit;
    widgets::PlainLabel *m_problem;
};

} // namespace wf::ui
