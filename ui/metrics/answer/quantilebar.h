// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSlider;
class QTimer;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

// Which quantile of histograms is shown: a slider from p50 to p99.9 and what it says. Arrows step, Home and End are its
// ends. What is chosen is said once the hand rests.
class QuantileBar final : public QWidget {
    Q_OBJECT
public:
    explicit QuantileBar(QWidget *parent = nullptr);
    void setQuantile(double q); // 0 to 1; the nearest step. Says nothing
    [[nodiscard]] double quantile() const;
    [[nodiscard]] QSlider *slider() const { return m_slider; }

Q_SIGNALS:
    void chosen(double q);

private:
    void showStep();

    QSlider *m_slider;
    widgets::PlainLabel *m_text;
    QTimer *m_resting;
};

} // namespace wf::ui
