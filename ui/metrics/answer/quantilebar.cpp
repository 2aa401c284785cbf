// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/answer/quantilebar.h"

#include "models/engine/explore/quantile/quantiles.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QTimer>

namespace wf::ui {

namespace {

constexpr int restsAfterMs = 60;

} // namespace

QuantileBar::QuantileBar(QWidget *parent)
    : QWidget(parent),
      m_slider(new QSlider(Qt::Horizontal)),
      m_text(new widgets::PlainLabel({}, widgets::TextRole::MonoSmall)),
      m_resting(new QTimer(this))
{
    m_slider->setRange(0, static_cast<int>(engine::quantileSteps().size()) - 1);
    m_slider->setPageStep(5);
    m_slider->setFixedWidth(120);
    m_text->setFixedWidth(40);
    m_resting->setSingleShot(true);
    m_resting->setInterval(restsAfterMs);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 4, 0);
    row->setSpacing(6);
    row->addWidget(m_slider);
    row->addWidget(m_text);
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        showStep();
        m_resting->start();
    });
    connect(m_resting, &QTimer::timeout, this, [this] { Q_EMIT chosen(quantile()); });
    setQuantile(0.99);
}

void QuantileBar::setQuantile(double q)
{
    if (m_slider->isSliderDown() || m_resting->isActive())
        return; // the hand is quicker than the answer
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(engine::nearestQuantile(q));
    showStep();
}

double QuantileBar::quantile() const
{
    return engine::quantileSteps()[static_cast<std::size_t>(m_slider->value())];
}

void QuantileBar::showStep()
{
    const QString name = engine::quantileName(quantile());
    m_text->setText(name);
    m_slider->setAccessibleName(tr("Quantile of the histograms: %1").arg(name));
    m_slider->setToolTip(widgets::plainTip(tr("Quantile of the histograms (Alt+P, then arrows)")));
}

} // namespace wf::ui
