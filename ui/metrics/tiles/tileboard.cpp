// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/tiles/tileboard.h"

#include "ui/metrics/tiles/tiledrag.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"

#include <QApplication>
#include <QBoxLayout>
#include <QPointer>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>
#include <array>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int edgePercent = 28; // of a tile: dropped there it lies on that side
}

TileBoard::TileBoard(QWidget *parent)
    : QWidget(parent), m_tree({}, false), m_layout(new QVBoxLayout(this)), m_drag(new TileDrag(*this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

TileBoard::~TileBoard() = default;

void TileBoard::setSingle(const QString &id, widgets::Panel *panel)
{
    m_single = id;
    m_singlePanel = panel;
    panel->setParent(this);
    m_drag->watch(panel);
}

void TileBoard::addView(const QString &id, const QString &title, QWidget *widget)
{
    widget->setParent(this);
    widget->hide();
    m_views.insert(id, {title, {}, widget});
}

void TileBoard::setTree(TileTree tree)
{
    m_tree = std::move(tree);
    rebuild();
}

// What stays goes out of the tiles before they go.
void TileBoard::rebuild()
{
    const QPointer<QWidget> focus = isAncestorOf(QApplication::focusWidget()) ? QApplication::focusWidget() : nullptr;
    for (const Tile &tile : m_tiles)
        if (tile.stack && tile.stack->window() != window())
            tile.stack->window()->close(); // it was in a window of its own
    for (const View &view : std::as_const(m_views)) {
        view.widget->setParent(this);
        view.widget->hide();
    }
    if (m_singlePanel)
        m_singlePanel->setParent(this);
    if (m_root && m_root != m_singlePanel) {
        m_root->hide();
        m_root->deleteLater();
    }
    m_tiles.clear();
    m_root = made(m_tree.root(), {});
    m_layout->addWidget(m_root);
    if (m_singlePanel)
        m_singlePanel->show();
    applyAlone();
    if (focus)
        focus->setFocus();
}

QWidget *TileBoard::made(const TilePart &part, const std::vector<std::size_t> &path)
{
    if (part.isTile())
        return madeTile(part);
    auto *split = new QSplitter(part.isAcross ? Qt::Horizontal : Qt::Vertical);
    split->setObjectName(path.empty() ? u"tiles"_s : QString());
    QList<int> sizes(part.sizes.begin(), part.sizes.end());
    for (std::size_t i = 0; i < part.parts.size(); ++i) {
        auto inner = path;
        inner.push_back(i);
        split->addWidget(made(part.parts[i], inner));
        if (part.sizes.empty())
            sizes << 120 * weightOf(part.parts[i]);
    }
    split->setChildrenCollapsible(false);
    split->setSizes(sizes);
    connect(split, &QSplitter::splitterMoved, this, [this, split, path] {
        const QList<int> now = split->sizes();
        m_tree.setSizes(path, {now.begin(), now.end()});
        Q_EMIT changed();
    });
    return split;
}

// What has a tile for itself gets more room than the others.
int TileBoard::weightOf(const TilePart &part) const
{
    if (part.isTile())
        return part.views.contains(m_single) ? 3 : 2;
    int most = 0;
    for (const TilePart &one : part.parts)
        most = std::max(most, weightOf(one));
    return most;
}

QWidget *TileBoard::madeTile(const TilePart &part)
{
    if (part.views.contains(m_single)) {
        m_tiles.push_back({m_singlePanel, nullptr, nullptr, part.views});
        return m_singlePanel;
    }
    Tile tile;
    tile.views = part.views;
    tile.stack = new QStackedWidget;
    QStringList titles;
    for (const QString &id : part.views) {
        tile.stack->addWidget(m_views[id].widget);
        titles << m_views[id].title;
    }
    tile.stack->setCurrentIndex(part.current);
    tile.panel = new widgets::Panel(tile.stack);
    if (part.views.size() > 1) {
        tile.pick = new widgets::Segmented(titles);
        tile.pick->setCurrent(part.current);
        tile.panel->addHeaderWidget(tile.pick);
        connect(tile.pick, &widgets::Segmented::currentChanged, this,
                [this, views = part.views](int index) { showView(views.value(index)); });
    }
    m_drag->watch(tile.panel);
    showTitle(tile);
    m_tiles.push_back(tile);
    return tile.panel;
}

const TileBoard::Tile *TileBoard::tileWith(const QString &id) const
{
    const auto it = std::ranges::find_if(m_tiles, [&id](const Tile &tile) { return tile.views.contains(id); });
    return it == m_tiles.end() ? nullptr : &*it;
}

widgets::Panel *TileBoard::panelOf(const QString &id) const
{
    const Tile *tile = tileWith(id);
    return tile ? tile->panel : nullptr;
}

void TileBoard::showView(const QString &id)
{
    const Tile *tile = tileWith(id);
    if (!tile)
        return;
    if (!m_alone.isEmpty() && tileWith(m_alone) != tile)
        setAlone({});
    const bool isNew = m_tree.show(id);
    if (tile->stack)
        tile->stack->setCurrentIndex(static_cast<int>(tile->views.indexOf(id)));
    const QSignalBlocker quiet(tile->pick);
    if (tile->pick)
        tile->pick->setCurrent(static_cast<int>(tile->views.indexOf(id)));
    showTitle(*tile);
    Q_EMIT viewShown(id);
    if (isNew)
        Q_EMIT changed();
}

bool TileBoard::isShown(const QString &id) const
{
    return m_tree.isShown(id) && (m_alone.isEmpty() || tileWith(m_alone) == tileWith(id));
}

void TileBoard::setTitle(const QString &id, const QString &title, const QString &facts)
{
    auto view = m_views.find(id);
    if (view == m_views.end())
        return;
    view->facts = facts;
    view->title = title;
    if (const Tile *tile = tileWith(id))
        showTitle(*tile);
}

void TileBoard::showTitle(const Tile &tile) const
{
    if (!tile.stack)
        return;
    const View view = m_views.value(tile.views.value(tile.stack->currentIndex()));
    tile.panel->setTitle(view.title, view.facts);
}

void TileBoard::setAlone(const QString &id)
{
    m_alone = tileWith(id) ? id : QString();
    applyAlone();
}

void TileBoard::applyAlone()
{
    const Tile *kept = m_alone.isEmpty() ? nullptr : tileWith(m_alone);
    (void)hideBut(m_root, kept ? kept->panel : nullptr);
}

// Whether anything of it is to be seen.
bool TileBoard::hideBut(QWidget *part, const QWidget *kept) const
{
    bool isSeen = !kept || part == kept;
    if (auto *split = qobject_cast<QSplitter *>(part))
        for (int i = 0; i < split->count(); ++i)
            isSeen = hideBut(split->widget(i), kept) || isSeen;
    part->setVisible(isSeen);
    return isSeen;
}

bool TileBoard::moveOut(const QString &id, TileSide side, const QString &beside)
{
    if (!m_tree.moveOut(id, side, beside))
        return false;
    rebuild();
    Q_EMIT changed();
    return true;
}

bool TileBoard::join(const QString &id, const QString &into)
{
    if (!m_tree.join(id, into))
        return false;
    rebuild();
    Q_EMIT viewShown(id);
    Q_EMIT changed();
    return true;
}

QString TileBoard::viewOf(const QWidget *widget) const
{
    for (const Tile &tile : m_tiles)
        if (widget && (tile.panel == widget || tile.panel->isAncestorOf(widget)))
            return tile.stack ? tile.views.value(tile.stack->currentIndex()) : m_single;
    return {};
}

TileBoard::Drop TileBoard::dropAt(const QRect &tile, const QPoint &pos)
{
    const auto share = [](int at, int length) { return 100 * at / std::max(1, length); };
    const int left = share(pos.x() - tile.left(), tile.width()), top = share(pos.y() - tile.top(), tile.height());
    const std::array<std::pair<int, TileSide>, 4> edges{
        {{left, TileSide::Left}, {100 - left, TileSide::Right}, {top, TileSide::Above}, {100 - top, TileSide::Below}}};
    const auto nearest = std::ranges::min_element(edges, {}, &std::pair<int, TileSide>::first);
    return {nearest->first > edgePercent, nearest->second};
}

} // namespace wf::ui
