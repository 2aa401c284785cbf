// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QTimer;
class QVBoxLayout;

namespace wf::ui {

// Parts of a dashboard, one below the other. Says, once for many steps and after the layout, when other parts may have
// come into sight: those that are not seen ask nothing.
class ScrolledColumn final : public QScrollArea {
    Q_OBJECT
public:
    explicit ScrolledColumn(const QMargins &around = {}, QWidget *parent = nullptr);
    [[nodiscard]] QVBoxLayout &column() const { return *m_column; }
    void append(QWidget *part);
    void lookLater();
    [[nodiscard]] bool isLookDue() const;

Q_SIGNALS:
    void lookDue();

private:
    QVBoxLayout *m_column;
    QTimer *m_timer;
};

} // namespace wf::ui
