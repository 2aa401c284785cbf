// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wallboard/wallboard.h"

#include "models/base/untrusted.h"
#include "ui/wallboard/wallpainter.h"
#include "widgets/base/paint.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScreen>

#include <algorithm>
#include <iterator>

namespace wf::ui {

using widgets::TextRole;
using widgets::Theme;

namespace {

constexpr int turnMs = 15'000;
constexpr double margin = 34, headHeight = 84, footHeight = 46; // on the usual wall

double scaleOf(const QWidget &wall)
{
    return std::max(0.4, wall.height() / 1080.0);
}

} // namespace

Wallboard::Wallboard(const base::Clock &clock, const QString &title, QWidget *parent)
    : QWidget(parent, Qt::Window), m_clock(clock), m_title(title)
{
    setWindowTitle(tr("Wallboard"));
    setAccessibleName(tr("Wallboard"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(640, 400);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    m_turning.setInterval(turnMs);
    connect(&m_turning, &QTimer::timeout, this, [this] { turn(1); });
    m_newsTime.setSingleShot(true);
    m_newsTime.setInterval(newsMs);
    connect(&m_newsTime, &QTimer::timeout, this, &Wallboard::endNews);
}

void Wallboard::addTiles(WallTiles tiles)
{
    m_sources.push_back(std::move(tiles));
    refresh();
}

void Wallboard::setNews(WallNewsSource news)
{
    m_newsSource = std::move(news);
    askNews();
}

void Wallboard::askNews()
{
    const auto all = m_newsSource ? m_newsSource() : std::vector<WallNews>();
    const auto sameAs = [&](qint64 id) { return [id](const WallNews &one) { return one.id == id; }; };
    const auto shown = m_news ? std::ranges::find_if(all, sameAs(m_news->id)) : all.end();
    const auto urgent =
        std::ranges::find_if(all, [&](const WallNews &one) { return !one.isPast && !m_told.contains(one.id); });
    // What is shown keeps its time, unless something worse comes.
    const bool stays =
        shown != all.end() && (urgent == all.end() || (!shown->isPast && urgent->severity >= shown->severity));
    const auto now = stays ? shown : urgent;
    const bool isNew = now != all.end() && (!m_news || m_news->id != now->id);
    m_news = now == all.end() ? std::nullopt : std::optional(*now);
    if (isNew)
        m_newsTime.start();
    else if (!m_news)
        m_newsTime.stop();
}

void Wallboard::endNews()
{
    if (m_news)
        m_told.insert(m_news->id);
    m_news.reset();
    m_newsTime.stop();
    refresh();
}

void Wallboard::refresh()
{
    askNews();
    m_tiles.clear();
    for (const WallTiles &source : m_sources)
        std::ranges::move(source(), std::back_inserter(m_tiles));
    layOut();
    describe();
    update();
}

void Wallboard::layOut()
{
    const double s = scaleOf(*this);
    const QRectF wall = QRectF(rect()).adjusted(margin * s, headHeight * s, -margin * s, -footHeight * s);
    m_layout = wallLayout(wall, height(), static_cast<int>(m_tiles.size()));
    m_page = std::clamp(m_page, 0, m_layout.pages - 1);
}

void Wallboard::turn(int by)
{
    if (m_news) // it has its minute
        return;
    m_page = (m_page + by % m_layout.pages + m_layout.pages) % m_layout.pages;
    describe();
    update();
}

void Wallboard::hold(bool held)
{
    m_isHeld = held;
    held ? m_turning.stop() : m_turning.start();
    update();
}

void Wallboard::describe()
{
    const auto [from, to] = m_layout.onPage(m_page, static_cast<int>(m_tiles.size()));
    QStringList spoken;
    if (m_news)
        spoken << m_news->head.left(120) << m_news->title.left(240);
    for (int i = from; i < to; ++i) {
        const WallTile &tile = m_tiles[static_cast<std::size_t>(i)];
        spoken << tile.head.left(120) + u' ' + tile.value.left(24) + u", " + tile.words.left(240);
    }
    setAccessibleDescription(spoken.join(QStringLiteral(". ")));
}

void Wallboard::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of(this);
    const double s = scaleOf(*this);
    QPainter p(this);
    p.fillRect(rect(), theme.surface.canvas);
    const QRectF head(margin * s, 0, width() - 2 * margin * s, headHeight * s);
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_clock.nowNs() / base::nsPerMs, Qt::UTC);
    widgets::paintText(p, head, base::visibleText(m_title, 80), wallFont(theme, TextRole::Title, 40 * s),
                       theme.text.primary);
    widgets::paintText(p, head,
                       QLocale::c().toString(now, QStringLiteral("ddd d MMM   HH:mm:ss")) + QStringLiteral(" UTC"),
                       wallFont(theme, TextRole::Mono, 40 * s), theme.text.primary, Qt::AlignRight | Qt::AlignVCenter);
    if (m_news) {
        paintWallNews(p, QRectF(rect()).adjusted(margin * s, headHeight * s, -margin * s, -footHeight * s), *m_news, s,
                      theme);
        return;
    }
    const auto [from, to] = m_layout.onPage(m_page, static_cast<int>(m_tiles.size()));
    for (int i = from; i < to; ++i)
        paintWallTile(p, m_layout.tiles[static_cast<std::size_t>(i - from)], m_tiles[static_cast<std::size_t>(i)],
                      m_layout.scale, theme);
    const QRectF foot(margin * s, height() - footHeight * s, width() - 2 * margin * s, footHeight * s);
    if (m_tiles.empty())
        widgets::paintText(p, QRectF(rect()), tr("Nothing is watched yet"), wallFont(theme, TextRole::Title, 40 * s),
                           theme.text.secondary, Qt::AlignCenter);
    if (m_layout.pages > 1)
        widgets::paintText(p, foot,
                           tr("%1 of %2").arg(m_page + 1).arg(m_layout.pages) + (m_isHeld ? tr(", held") : QString()),
                           wallFont(theme, TextRole::Base, 24 * s), theme.text.tertiary, Qt::AlignCenter);
}

void Wallboard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void Wallboard::showOn(QScreen *display)
{
    if (display) {
        showNormal(); // a full-screen window does not move
        setGeometry(display->geometry());
    }
    showFullScreen();
}

void Wallboard::showOnNextDisplay()
{
    const auto displays = QGuiApplication::screens();
    if (displays.size() < 2)
        return;
    QScreen *next = displays[(displays.indexOf(screen()) + 1) % displays.size()];
    showOn(next);
    Q_EMIT displayChosen(next->name());
}

void Wallboard::keyPressEvent(QKeyEvent *event)
{
    const bool turns = event->key() == Qt::Key_Right || event->key() == Qt::Key_Left ||
                       event->key() == Qt::Key_PageDown || event->key() == Qt::Key_PageUp ||
                       event->key() == Qt::Key_Space;
    if (m_news && turns) // seen: back to the tiles
        return endNews();
    switch (event->key()) {
    case Qt::Key_Escape:
        close();
        return;
    case Qt::Key_Right:
    case Qt::Key_PageDown:
        return turn(1);
    case Qt::Key_Left:
    case Qt::Key_PageUp:
        return turn(-1);
    case Qt::Key_Space:
        return hold(!m_isHeld);
    case Qt::Key_D:
        return showOnNextDisplay();
    case Qt::Key_F11:
        isFullScreen() ? showNormal() : showFullScreen();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void Wallboard::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_second.start();
    if (!m_isHeld)
        m_turning.start();
}

void Wallboard::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_second.stop();
    m_turning.stop();
    m_newsTime.stop();
    m_news.reset();
}

} // namespace wf::ui
