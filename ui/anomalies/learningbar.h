// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"

#include <QWidget>

class QProgressBar;

namespace wf::widgets {
class Button;
class PickButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// How far the history has been learned, how much of the processors that may take, and a pause.
class LearningBar final : public QWidget {
    Q_OBJECT
public:
    explicit LearningBar(QWidget *parent = nullptr);
    // `historyNs` is what is learned. True while it is being learned: the bar is shown then.
    bool show(const engine::TrainingState &training, qint64 historyNs, qint64 nowNs);
    [[nodiscard]] QString words() const; // "learned 5 min ago"

Q_SIGNALS:
    void pauseToggled();
    void shareChosen(double share);

private:
    void pickShare();
    widgets::PlainLabel *m_words;
    QProgressBar *m_progress;
    widgets::PickButton *m_share;
    widgets::Button *m_pause;
    double m_shareNow = 0;
};

} // namespace wf::ui
