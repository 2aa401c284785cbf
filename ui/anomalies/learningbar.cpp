// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/anomalies/learningbar.h"

#include "models/base/duration.h"
#include "ui/anomalies/anomalycolumns.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QMenu>
#include <QProgressBar>
#include <QThread>

namespace wf::ui {

using Phase = engine::TrainingState::Phase;

namespace {

constexpr int progressHeight = 4;
constexpr int progressSteps = 1000;

// "25 %" of one processor, or how many of them.
QString processorsText(double share)
{
    return share <= 1 ? shareText(share) : LearningBar::tr("%1 processors").arg(share);
}

QString wordsOf(const engine::TrainingState &training, qint64 historyNs, qint64 nowNs)
{
    const QString done = shareText(training.done);
    switch (training.phase) {
    case Phase::Waiting:
        break;
    case Phase::Looking:
        return LearningBar::tr("reading the last hours, %1").arg(done);
    case Phase::Training:
        return training.isPaused ? LearningBar::tr("learning is paused at %1").arg(done)
                                 : LearningBar::tr("learning %1, %2 done").arg(base::humanDuration(historyNs), done);
    case Phase::Watching: {
        const qint64 ago = nowNs - training.trainedNs;
        return ago < base::nsPerMinute
                   ? LearningBar::tr("learned just now")
                   : LearningBar::tr("learned %1 ago").arg(base::humanDuration(ago - ago % base::nsPerMinute));
    }
    }
    return {};
}

} // namespace

LearningBar::LearningBar(QWidget *parent)
    : QWidget(parent),
      m_words(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary)),
      m_progress(new QProgressBar),
      m_share(new widgets::PickButton(tr("At most"))),
      m_pause(new widgets::Button(tr("Pause"), QStringLiteral("pause"), QStringLiteral("P")))
{
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(progressHeight);
    m_progress->setAccessibleName(tr("Learned"));
    m_share->setToolTip(widgets::plainTip(tr("How much of the processors learning may use")));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    auto *words = new QVBoxLayout; // the bar below its words: the head has more to say
    words->setSpacing(3);
    words->addStretch(1);
    words->addWidget(m_words);
    words->addWidget(m_progress);
    words->addStretch(1);
    row->addLayout(words);
    row->addWidget(m_share);
    row->addWidget(m_pause);
    connect(m_pause, &QPushButton::clicked, this, &LearningBar::pauseToggled);
    connect(m_share, &QToolButton::clicked, this, &LearningBar::pickShare);
}

bool LearningBar::show(const engine::TrainingState &training, qint64 historyNs, qint64 nowNs)
{
    const bool isLearning = training.phase == Phase::Looking || training.phase == Phase::Training;
    m_words->setText(wordsOf(training, historyNs, nowNs));
    m_progress->setValue(static_cast<int>(training.done * progressSteps));
    m_shareNow = training.share;
    m_share->setValue(processorsText(training.share));
    m_pause->setText(training.isPaused ? tr("Resume") : tr("Pause"));
    setVisible(isLearning);
    return isLearning;
}

QString LearningBar::words() const
{
    return m_words->text();
}

void LearningBar::pickShare()
{
    std::vector<double> shares{0.1, 0.25, 0.5, 1};
    for (int processors = 2; processors <= QThread::idealThreadCount(); processors *= 2)
        shares.push_back(processors);
    auto *menu = new QMenu(m_share);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const double share : shares) {
        auto *action = menu->addAction(processorsText(share));
        action->setCheckable(true);
        action->setChecked(share == m_shareNow);
        connect(action, &QAction::triggered, this, [this, share] { Q_EMIT shareChosen(share); });
    }
    menu->popup(m_share->mapToGlobal(QPoint(0, m_share->height())));
}

} // namespace wf::ui
