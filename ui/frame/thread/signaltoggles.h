// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/threadentry.h"

#include <QWidget>

#include <vector>

namespace wf::ui {

// One toggle per signal that is there, with its count. Click hides a signal, double click shows only it.
class SignalToggles final : public QWidget {
    Q_OBJECT
public:
    explicit SignalToggles(QWidget *parent = nullptr);
    void setCounts(const signals::ThreadPtr &thread);
    [[nodiscard]] const std::vector<bool> &hiddenSignals() const { return m_hidden; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void changed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int signalAt(double x) const;
    struct Slot {
        int signal;
        double x;
        double width;
        QString text;
    };
    std::vector<Slot> m_slots;
    std::vector<bool> m_hidden;
};

} // namespace wf::ui
