// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"

#include <QWidget>

namespace wf::ui {

// 24 high: live state and data age, selection, problem (amber), running queries, access mode, row height.
class StatusLine final : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent = nullptr);
    void setLive(bool live, const QString &text);
    void setSelectionText(const QString &text);                       // outside text
    void setProblem(signals::Severity severity, const QString &text); // empty = none
    void setQueries(const QString &text);
    void setReadOnly(bool readOnly);
    void setDensityText(const QString &text);

Q_SIGNALS:
    void problemClicked();
    void densityClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    bool m_live = true;
    bool m_readOnly = false;
    QString m_liveText, m_selection, m_problem, m_queries, m_density;
    signals::Severity m_problemSeverity = signals::Severity::Warning;
    QRect m_problemRect, m_densityRect;
};

} // namespace wf::ui
