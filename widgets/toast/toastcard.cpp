// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toast/toastcard.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/plainlabel.h"

#include <QBitmap>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace wf::widgets {

namespace {

constexpr int edge = 3, textLeft = 44, markTop = 14, radius = 4;

} // namespace

// The line of the last half hour, with a dotted one where something changed.
class ToastCard::Trend final : public QWidget {
public:
    explicit Trend(QWidget *parent) : QWidget(parent) { setFixedHeight(34); }
    void show(const ToastContent &content)
    {
        m_values = content.trend;
        m_markAt = content.markAt;
        m_severity = content.severity;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const auto &t = Theme::of(this);
        QPainter p(this);
        const QRectF area = QRectF(rect()).adjusted(0, 3, -3, -1);
        paintSpark(p, area, m_values, t.severity(m_severity).mark);
        if (m_markAt < 0 || m_markAt > 1)
            return;
        p.setPen(QPen(t.signal.deploy, 1, Qt::DotLine));
        const double x = area.left() + m_markAt * area.width();
        p.drawLine(QPointF(x, 0), QPointF(x, height()));
    }

private:
    std::vector<double> m_values;
    double m_markAt = -1;
    signals::Severity m_severity = signals::Severity::Unknown;
};

ToastCard::ToastCard(QWidget *parent)
    : QWidget(parent, Qt::Tool | Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint | Qt::WindowDoesNotAcceptFocus),
      m_head(new QWidget(this)),
      m_source(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_time(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_title(new PlainLabel({}, TextRole::Strong)),
      m_titleTime(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_text(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_trend(new Trend(this)),
      m_trendLine(new QWidget(this)),
      m_trendName(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary)),
      m_trendNow(new PlainLabel({}, TextRole::SmallStrong, PlainLabel::Tone::Critical)),
      m_actions(new QWidget(this)),
      m_acknowledge(new Button(tr("Acknowledge"))),
      m_open(new Button(tr("Open"))),
      m_snooze(new Button(tr("Snooze 10 min"))),
      m_close(new IconButton(QStringLiteral("close"), tr("Close the notice")))
{
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_TranslucentBackground);
    setFixedWidth(cardWidth);
    m_title->setWrap(true);
    m_text->setWrap(true);
    m_acknowledge->setPrimary(true);
    auto *more = new IconButton(QStringLiteral("more"), tr("More"));
    for (QWidget *one : QList<QWidget *>{m_acknowledge, m_open, m_snooze, more, m_close})
        one->setFocusPolicy(Qt::NoFocus); // the window never has it

    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(textLeft, 8, 14, 12);
    all->setSpacing(4);
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(0, 0, 0, 2);
    head->setSpacing(8);
    head->addWidget(m_source, 1);
    head->addWidget(m_time);
    head->addWidget(m_close);
    auto *title = new QHBoxLayout;
    title->addWidget(m_title, 1);
    title->addWidget(m_titleTime, 0, Qt::AlignTop);
    auto *line = new QHBoxLayout(m_trendLine);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_trendName, 1);
    line->addWidget(m_trendNow);
    auto *actions = new QHBoxLayout(m_actions);
    actions->setContentsMargins(0, 6, 0, 0);
    actions->setSpacing(6);
    for (QWidget *one : QList<QWidget *>{m_acknowledge, m_open, m_snooze})
        actions->addWidget(one);
    actions->addStretch(1);
    actions->addWidget(more);
    all->addWidget(m_head);
    all->addLayout(title);
    all->addWidget(m_text);
    all->addWidget(m_trend);
    all->addWidget(m_trendLine);
    all->addWidget(m_actions);

    connect(m_acknowledge, &QPushButton::clicked, this, &ToastCard::acknowledgeRequested);
    connect(m_open, &QPushButton::clicked, this, &ToastCard::openRequested);
    connect(m_snooze, &QPushButton::clicked, this, &ToastCard::snoozeRequested);
    connect(m_close, &QToolButton::clicked, this, &ToastCard::closeRequested);
    connect(more, &QToolButton::clicked, this, [this, more] { Q_EMIT moreRequested(more->mapToGlobal(QPoint())); });
}

void ToastCard::setContent(const ToastContent &content)
{
    m_content = content;
    m_source->setText(content.source);
    m_time->setText(content.time);
    m_titleTime->setText(content.time);
    m_title->setText(content.title);
    m_text->setText(content.text);
    m_text->setVisible(!content.text.isEmpty());
    const bool hasTrend = !content.isCompact && !content.trend.empty();
    m_head->setVisible(!content.isCompact);
    m_titleTime->setVisible(content.isCompact);
    m_trend->setVisible(hasTrend);
    m_trendLine->setVisible(hasTrend);
    m_trend->show(content);
    m_trendName->setText(content.trendName);
    m_trendNow->setText(content.trendNow);
    m_trendNow->setTone(content.severity == signals::Severity::Critical ? PlainLabel::Tone::Critical
                                                                        : PlainLabel::Tone::Warning);
    m_actions->setVisible(content.isActionable);
    m_acknowledge->setVisible(content.acknowledgedBy.isEmpty());
    setAccessibleName(
        QStringLiteral("%1: %2. %3").arg(signals::severityName(content.severity), m_title->text(), m_text->text()));
    fit();
}

// Texts wrap: how high they are follows from the width.
void ToastCard::fit()
{
    layout()->activate();
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(cardWidth) : sizeHint().height();
    setFixedHeight(height);
    update();
}

// Cut to its shape: without a compositor what is not painted would be black.
void ToastCard::resizeEvent(QResizeEvent *)
{
    QBitmap shape(size());
    shape.fill(Qt::color0);
    QPainter p(&shape);
    p.setPen(Qt::color1);
    p.setBrush(Qt::color1);
    p.drawRoundedRect(rect().adjusted(0, 0, -1, -1), radius, radius);
    p.end();
    setMask(shape);
}

void ToastCard::paintEvent(QPaintEvent *)
{
    const auto &t = Theme::of(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(card, radius, radius);
    p.fillPath(outline, t.surface.raised);
    p.save();
    p.setClipPath(outline);
    p.fillRect(QRectF(0, 0, edge, height()), t.severity(m_content.severity).mark);
    p.restore();
    p.setPen(t.line.strong);
    p.drawPath(outline);
    const double middle = m_title->geometry().top() + std::min(m_title->height(), 20) / 2.0;
    if (!m_content.isCompact)
        paintIcon(p, QStringLiteral("app"), QRectF(markTop, m_head->geometry().center().y() - 7, 14, 14),
                  t.text.secondary);
    paintSeverity(p, m_content.severity, QRectF(markTop, middle - 8, 16, 16));
}

void ToastCard::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT openRequested();
}

} // namespace wf::widgets
