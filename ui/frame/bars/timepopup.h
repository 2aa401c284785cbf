// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QCalendarWidget;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

// Time range by preset, by text ("last 2h", "01:14 - 02:14", "since 02:04") or by calendar day. Ctrl+T opens it;
// typing goes to the text field at once.
class TimePopup final : public QWidget {
    Q_OBJECT
public:
    explicit TimePopup(const base::Clock &clock, QWidget *parent = nullptr);
    void openBelow(QWidget *anchor, const base::TimeSelection &current);

Q_SIGNALS:
    void chosen(const wf::base::TimeSelection &selection);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildPresets();
    void apply(const QString &text);
    const base::Clock &m_clock;
    QListWidget *m_presets;
    QLineEdit *m_text;
    QCalendarWidget *m_calendar;
    widgets::PlainLabel *m_hint;
};

} // namespace wf::ui
