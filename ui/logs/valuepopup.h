// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QFrame>
#include <QStringList>

class QListWidget;

namespace wf::widgets {
class FilterEdit;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// A popup that lists outside texts with a filter: several can be checked, or one chosen. Shows that it waits until
// values come.
class ValuePopup final : public QFrame {
    Q_OBJECT
public:
    ValuePopup(const QString &title, bool several, QWidget *parent);
    void setChosen(const QStringList &chosen) { m_chosen = chosen; }
    void setValues(const base::Result<QStringList> &values);
    void showBelow(const QWidget *anchor);

Q_SIGNALS:
    void chosen(const QStringList &values); // at each change

private:
    void fill();
    QStringList m_values, m_chosen;
    bool m_several;
    bool m_isFilling = false;
    widgets::FilterEdit *m_filter;
    QListWidget *m_list;
    widgets::PlainLabel *m_note;
};

} // namespace wf::ui
