// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/report/pagepreview.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/paint.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#ifdef WF_HAVE_POPPLER
#include <poppler-qt6.h>
#endif

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

constexpr int headHeight = 34;

struct Drawn {
    QImage image;
    int pages = 0;
};

#ifdef WF_HAVE_POPPLER
// As wide as so many pixels of the device.
Drawn drawn(const QByteArray &pdf, int page, int width)
{
    const auto document = Poppler::Document::loadFromData(pdf);
    if (!document)
        return {};
    document->setRenderHint(Poppler::Document::Antialiasing);
    document->setRenderHint(Poppler::Document::TextAntialiasing);
    Drawn out;
    out.pages = document->numPages();
    if (const auto one = document->page(std::clamp(page, 0, out.pages - 1))) {
        const double dpi = 72.0 * width / std::max(1.0, one->pageSizeF().width());
        out.image = one->renderToImage(dpi, dpi);
    }
    return out;
}
#else
Drawn drawn(const QByteArray &, int, int)
{
    return {};
}
#endif

} // namespace

bool PagePreview::isAvailable()
{
#ifdef WF_HAVE_POPPLER
    return true;
#else
    return false;
#endif
}

PagePreview::PagePreview(async::Pools &pools, QWidget *parent)
    : QWidget(parent),
      m_pools(pools),
      m_place(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Secondary)),
      m_back(new widgets::IconButton(QStringLiteral("chevron-left"), tr("Page before"), tr("Page Up"))),
      m_next(new widgets::IconButton(QStringLiteral("chevron-right"), tr("Next page"), tr("Page Down")))
{
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(180);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 4, 8, 0);
    auto *head = new QHBoxLayout;
    head->addWidget(new widgets::PlainLabel(tr("Preview"), widgets::TextRole::SmallStrong), 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_back, m_place, m_next})
        head->addWidget(part);
    column->addLayout(head);
    column->addStretch();
    connect(m_back, &QAbstractButton::clicked, this, [this] { turn(-1); });
    connect(m_next, &QAbstractButton::clicked, this, [this] { turn(1); });
    setAccessibleName(tr("Preview of the report"));
    turn(0);
}

void PagePreview::setDocument(const QByteArray &pdf, const QString &words)
{
    m_problem.clear();
    setAccessibleDescription(words);
    if (pdf == m_pdf)
        return;
    m_pdf = pdf;
    draw();
}

void PagePreview::setProblem(const QString &words)
{
    m_problem = words;
    m_pdf.clear();
    m_image = {};
    m_pages = 0;
    turn(0);
}

QRect PagePreview::pageRect() const
{
    const QRect room = rect().adjusted(12, headHeight, -12, -8);
    const double ratio = m_image.isNull() ? 1.414 : static_cast<double>(m_image.height()) / m_image.width();
    const int width = std::min(room.width(), static_cast<int>(room.height() / ratio));
    return {room.center().x() - width / 2, room.top(), width, static_cast<int>(width * ratio)};
}

void PagePreview::turn(int by)
{
    const int before = m_page;
    m_page = std::clamp(m_page + by, 0, std::max(0, m_pages - 1));
    m_place->setText(m_pages > 0 ? tr("%1 of %2").arg(m_page + 1).arg(m_pages) : QString());
    m_back->setEnabled(m_page > 0);
    m_next->setEnabled(m_page + 1 < m_pages);
    if (m_page != before)
        draw();
    update();
}

void PagePreview::draw()
{
    if (m_pdf.isEmpty())
        return;
    const int width = std::max(64, static_cast<int>(std::ceil(pageRect().width() * devicePixelRatioF())));
    m_jobs.runLatest(
        QStringLiteral("page"), m_pools.analysis(),
        [pdf = m_pdf, page = m_page, width](std::stop_token) { return drawn(pdf, page, width); },
        [this](Drawn drawn) {
            m_image = std::move(drawn.image);
            m_pages = drawn.pages;
            if (m_pages == 0)
                m_problem = tr("The pages could not be drawn.");
            turn(0);
        });
}

void PagePreview::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    draw();
}

void PagePreview::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown)
        turn(event->key() == Qt::Key_PageUp ? -1 : 1);
    else
        QWidget::keyPressEvent(event);
}

void PagePreview::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    const widgets::Theme &t = widgets::Theme::of(this);
    p.fillRect(rect(), t.surface.panel);
    if (!m_image.isNull()) {
        p.setRenderHint(QPainter::SmoothPixmapTransform);
        p.drawImage(pageRect(), m_image);
    } else if (!m_problem.isEmpty()) {
        widgets::paintText(p, rect().adjusted(12, headHeight, -12, -8), m_problem, t.font(widgets::TextRole::Small),
                           t.text.tertiary, Qt::AlignCenter);
    }
    if (hasFocus()) {
        p.setPen(t.accent.base);
        p.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace wf::ui
