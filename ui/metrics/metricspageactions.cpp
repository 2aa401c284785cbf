// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done in the explorer of metrics.
#include "models/base/units.h"
#include "models/engine/explore/book/copying.h"
#include "models/engine/explore/language/syntax.h"
#include "ui/metrics/answer/quantilebar.h"
#include "ui/metrics/answer/resulttable.h"
#include "ui/metrics/metriclist.h"
#include "ui/metrics/metricspage.h"
#include "ui/metrics/write/historypopup.h"
#include "ui/metrics/write/querystack.h"
#include "widgets/base/controls/controls.h"
#include "widgets/chart/chartview.h"
#include "widgets/expression/expressionedit.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>
#include <QSaveFile>
#include <QSlider>
#include <QSplitter>

namespace wf::ui {

using namespace Qt::StringLiterals;

void MetricsPage::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    add(tr("Find a metric"), Qt::Key_Slash, [this] { m_list->focusSearch(); });
    add(tr("Write the query"), Qt::Key_Q, [this] { m_stack->editor(m_stack->current())->setFocus(); });
    add(tr("Lay the query out"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [this] { format(); });
    add(tr("Give the query a star"), QKeySequence(Qt::CTRL | Qt::Key_D), [this] { toggleStar(); });
    add(tr("Name the query…"), Qt::Key_F2, [this] { nameQuery(); });
    add(tr("Queries that ran"), QKeySequence(Qt::CTRL | Qt::Key_H), [this] { openHistory(false); });
    add(tr("Another query in this tab"), QKeySequence(Qt::CTRL | Qt::Key_B), [this] { m_stack->addQuery(); });
    add(tr("Take the query away"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B),
        [this] { m_stack->removeCurrent(); });
    add(tr("New tab"), QKeySequence(Qt::CTRL | Qt::Key_N), [this] { showQuery({}); });
    add(tr("Close the tab"), QKeySequence(Qt::CTRL | Qt::Key_W), [this] { closeTab(m_tab); });
    add(tr("Next tab"), QKeySequence(Qt::CTRL | Qt::Key_PageDown),
        [this] { showTab((m_tab + 1) % static_cast<int>(m_tabs.size())); });
    add(tr("Show the series"), QKeySequence(Qt::ALT | Qt::Key_1), [this] { setBelow(Below::Series); });
    add(tr("Explain the query"), QKeySequence(Qt::ALT | Qt::Key_2), [this] { setBelow(Below::Explain); });
    add(tr("What takes the most series"), QKeySequence(Qt::ALT | Qt::Key_3), [this] { setBelow(Below::Cardinality); });
    add(tr("What if this were an alert?"), QKeySequence(Qt::ALT | Qt::Key_4), [this] { setBelow(Below::Alert); });
    add(tr("Choose the quantile of histograms"), QKeySequence(Qt::ALT | Qt::Key_P), [this] {
        if (m_quantile->isVisible())
            m_quantile->slider()->setFocus(Qt::ShortcutFocusReason);
    });
    add(tr("The table below, beside, or one of both alone"), QKeySequence(Qt::ALT | Qt::Key_L), [this] {
        arrange(static_cast<Tiles>((static_cast<int>(m_tiles) + 1) % 4));
        storeTiles();
    });
    const std::tuple<QString, Qt::Key, TileSide> sides[] = {
        {tr("The tile to the left of all others"), Qt::Key_Left, TileSide::Left},
        {tr("The tile to the right of all others"), Qt::Key_Right, TileSide::Right},
        {tr("The tile above all others"), Qt::Key_Up, TileSide::Above},
        {tr("The tile below all others"), Qt::Key_Down, TileSide::Below}};
    for (const auto &[words, key, side] : sides)
        add(words, QKeySequence(Qt::ALT | Qt::SHIFT | key), [this, side = side] { moveTile(side); });
    add(tr("The view into the tile of others"), QKeySequence(Qt::ALT | Qt::SHIFT | Qt::Key_J), [this] { joinTile(); });
    add(tr("Hide or show metrics and labels"), QKeySequence(Qt::ALT | Qt::SHIFT | Qt::Key_L), [this] {
        showLists(!m_lists->isVisibleTo(this));
        storeTiles();
    });
    add(tr("Code or builder"), QKeySequence(Qt::ALT | Qt::Key_B), [this] { setBuilder(m_mode->current() == 0); });
    add(tr("Copy the query for elsewhere"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M), [this] { pickCopy(); });
}

void MetricsPage::format()
{
    const auto text = engine::formattedPromql(m_stack->currentText());
    if (text)
        m_stack->setCurrentText(*text);
    else
        m_context.say({text.error().summary, signals::Severity::Info, {}, {}});
}

void MetricsPage::toggleStar()
{
    const QString text = m_stack->currentText();
    if (text.trimmed().isEmpty())
        return;
    const bool isStarred = m_desk.book().isStarred(text);
    m_desk.book().setStar(text, !isStarred, m_desk.book().nameOf(text));
    m_context.say({isStarred ? tr("The query lost its star.") : tr("The query has a star: it stands under Saved."),
                   signals::Severity::Info,
                   {},
                   {},
                   4});
}

// A name is a star as well: what is named stays.
void MetricsPage::nameQuery()
{
    const QString text = m_stack->currentText().trimmed();
    if (text.isEmpty())
        return;
    auto *ask = new QInputDialog(window());
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setWindowTitle(tr("Name the query"));
    ask->setLabelText(tr("Name"));
    ask->setTextValue(m_desk.book().nameOf(text));
    ask->resize(360, ask->sizeHint().height());
    connect(ask, &QInputDialog::textValueSelected, this,
            [this, text](const QString &name) { m_desk.book().setStar(text, true, name.trimmed()); });
    ask->open();
}

void MetricsPage::openHistory(bool onlyStarred)
{
    auto *popup = new HistoryPopup(m_desk.book(), m_context.clock(), onlyStarred, this);
    connect(popup, &HistoryPopup::taken, this, [this](const QString &query) {
        m_stack->setCurrentText(query);
        run();
    });
    popup->showBelow(onlyStarred ? m_saved : m_history);
}

void MetricsPage::pickType()
{
    auto *menu = new QMenu(m_type);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const bool isInstant : {false, true})
        connect(menu->addAction(isInstant ? tr("instant: the values at the end of the range")
                                          : tr("range: lines over time")),
                &QAction::triggered, this, [this, isInstant] {
                    m_isInstant = isInstant;
                    m_type->setValue(isInstant ? tr("instant") : tr("range"));
                    run();
                });
    menu->popup(m_type->mapToGlobal(QPoint(0, m_type->height())));
}

void MetricsPage::pickCopy()
{
    auto *menu = new QMenu(m_copy);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString &text, const QString &how) {
        QAction *action = menu->addAction(text);
        connect(action, &QAction::triggered, this, [this, how] { copyAs(how); });
        return action;
    };
    add(tr("The query"), u"text"_s);
    const bool hasAddress = !m_desk.httpAddress().isEmpty();
    add(hasAddress ? tr("As curl") : tr("As curl: this source answers here, not over HTTP"), u"curl"_s)
        ->setEnabled(hasAddress);
    add(tr("As a command of watchfloor"), u"command"_s);
    add(tr("As Markdown, with the picture"), u"markdown"_s);
    add(tr("As a link"), u"link"_s);
    // Where the row has no room for it, it stands in a menu.
    const QWidget *button = m_copy->isVisible() ? m_copy : m_run;
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

QString MetricsPage::chartPicture() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!m_chart->grab().save(&buffer, "PNG"))
        return {};
    return u"data:image/png;base64,"_s + QString::fromLatin1(bytes.toBase64());
}

void MetricsPage::copyAs(const QString &how)
{
    const auto &answer = m_desk.answer();
    engine::CopiedQuery query;
    query.text = m_stack->currentText().trimmed();
    if (answer.quantile > 0 && query.text == answer.text)
        query.text = answer.lineQuery(); // what the chart shows
    query.range = answer.text.isEmpty() || m_isInstant ? m_context.range() : answer.range;
    query.stepNs = m_isInstant ? 0 : std::max(answer.stepNs, base::nsPerSecond);
    query.scrapeNs = m_desk.scrapeInterval();
    QString text = query.text;
    if (how == u"curl"_s)
        text = engine::asCurl(query, m_desk.httpAddress());
    else if (how == u"command"_s)
        text = engine::asCommand(query);
    else if (how == u"link"_s)
        text = engine::asLink(query);
    else if (how == u"markdown"_s)
        text = engine::asMarkdown(
            query, answer.answer ? *answer.answer : signals::QueryAnswer(),
            [unit = answer.unit.unit](double value) { return base::formatValue(value, unit); }, chartPicture());
    QGuiApplication::clipboard()->setText(text);
    m_context.say({tr("On the clipboard."), signals::Severity::Info, {}, {}, 3});
}

void MetricsPage::saveCsv()
{
    auto *dialog = new QFileDialog(this, tr("Save the series"), {}, tr("CSV (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"series.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &MetricsPage::writeCsv);
    dialog->open();
}

void MetricsPage::writeCsv(const QString &path)
{
    QSaveFile file(path);
    const QByteArray bytes = m_table->asCsv().toUtf8();
    const bool isSaved = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    m_context.say(
        {isSaved ? tr("Saved to %1.").arg(path) : tr("%1 could not be written: %2").arg(path, file.errorString()),
         isSaved ? signals::Severity::Info : signals::Severity::Warning,
         {},
         {}});
}

} // namespace wf::ui
