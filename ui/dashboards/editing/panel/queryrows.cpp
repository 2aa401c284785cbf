// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/editing/panel/queryrows.h"

#include "models/engine/boards/editing/panelkinds.h"
#include "ui/dashboards/editing/panel/formlook.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <array>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int queryLines = 3;

QComboBox *choice(const QString &name, const QStringList &words, int current)
{
    auto *out = new QComboBox;
    out->addItems(words);
    out->setCurrentIndex(current);
    out->setAccessibleName(name);
    out->setToolTip(widgets::plainTip(name));
    return out;
}

} // namespace

QueryRows::QueryRows(QWidget *parent) : QWidget(parent), m_rows(new QVBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_rows->setSpacing(8);
    column->addLayout(m_rows);
    auto *more = new widgets::Button(tr("Add a query"), u"plus"_s);
    more->setAutoDefault(false);
    connect(more, &QPushButton::clicked, this, &QueryRows::add);
    column->addWidget(more, 0, Qt::AlignLeft);
    column->addStretch();
}

void QueryRows::setTargets(std::vector<signals::PanelTarget> targets, const signals::DataSourceRef &source)
{
    m_targets = std::move(targets);
    m_source = source;
    rebuild();
}

void QueryRows::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (std::size_t i = 0; i < m_targets.size(); ++i)
        addRow(i);
}

void QueryRows::addRow(std::size_t index)
{
    const signals::PanelTarget &target = m_targets[index];
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *query = new QPlainTextEdit(target.expr);
    const QFont mono = widgets::Theme::of(this).font(TextRole::Mono);
    query->setFont(mono);
    layOutText(query);
    query->setFixedHeight(QFontMetrics(mono).lineSpacing() * queryLines + 12);
    query->setAccessibleName(tr("Query %1").arg(target.refId));
    const bool isTraced = target.dataSource.type == "jaeger"_L1 || target.dataSource.type == "tempo"_L1;
    query->setPlaceholderText(isTraced ? tr("a service, like checkout; nothing for all of them in a graph")
                                       : tr("PromQL, or LogQL for a log source"));
    connect(query, &QPlainTextEdit::textChanged, this, [this, index, query] {
        m_targets[index].expr = query->toPlainText();
        Q_EMIT changed();
    });
    auto *legend = new QLineEdit(target.legend);
    legend->setPlaceholderText(tr("legend: {{label}}, __auto or nothing"));
    legend->setAccessibleName(tr("Legend of query %1").arg(target.refId));
    connect(legend, &QLineEdit::textEdited, this, [this, index](const QString &text) {
        m_targets[index].legend = text;
        Q_EMIT changed();
    });
    auto *language = languageChoice(index);
    auto *moment = choice(tr("Moments that query %1 asks for").arg(target.refId),
                          {tr("Over the range"), tr("At its end")}, target.instant ? 1 : 0);
    connect(moment, &QComboBox::activated, this, [this, index](int now) {
        m_targets[index].instant = now == 1;
        m_targets[index].range = now == 0;
        Q_EMIT changed();
    });
    auto *format =
        choice(tr("Form of the answer to query %1").arg(target.refId), {tr("Time series"), tr("Table"), tr("Heat map")},
               target.format == "table"_L1     ? 1
               : target.format == "heatmap"_L1 ? 2
                                               : 0);
    connect(format, &QComboBox::activated, this, [this, index](int now) {
        m_targets[index].format = now == 1 ? u"table"_s : now == 2 ? u"heatmap"_s : u"time_series"_s;
        Q_EMIT changed();
    });
    auto *shown = new QCheckBox(tr("Shown"));
    shown->setChecked(!target.hidden);
    connect(shown, &QCheckBox::toggled, this, [this, index](bool on) {
        m_targets[index].hidden = !on;
        Q_EMIT changed();
    });
    auto *gone = new widgets::IconButton(u"close"_s, tr("Remove query %1").arg(target.refId));
    connect(gone, &QToolButton::clicked, this, [this, index] { remove(index); });
    auto *head = new QHBoxLayout;
    head->addWidget(new PlainLabel(target.refId, TextRole::Strong));
    head->addWidget(legend, 1);
    for (QComboBox *one : {language, moment, format})
        head->addWidget(one);
    head->addWidget(shown);
    head->addWidget(gone);
    column->addLayout(head);
    column->addWidget(query);
    m_rows->addWidget(box);
}

// What a query is asked of. A source that the file names stays until another kind is chosen.
QComboBox *QueryRows::languageChoice(std::size_t index)
{
    const signals::PanelTarget &target = m_targets[index];
    const QString type = target.dataSource.type.isEmpty() ? m_source.type : target.dataSource.type;
    const bool isTraced = type == "jaeger"_L1 || type == "tempo"_L1;
    auto *out = choice(tr("What query %1 asks").arg(target.refId), {tr("Metrics"), tr("Logs"), tr("Traces")},
                       isTraced            ? 2
                       : type == "loki"_L1 ? 1
                                           : 0);
    connect(out, &QComboBox::activated, this, [this, index](int now) {
        static constexpr std::array types{"prometheus"_L1, "loki"_L1, "jaeger"_L1};
        signals::PanelTarget &asked = m_targets[index];
        asked.dataSource = {types[static_cast<std::size_t>(now)], {}};
        asked.source = {}; // nothing of the other product stays in the file
        rebuild();
        Q_EMIT changed();
    });
    return out;
}

void QueryRows::add()
{
    signals::PanelTarget next = m_targets.empty() ? signals::PanelTarget{} : m_targets.back();
    next.expr.clear();
    next.source = {};
    next.hidden = false;
    next.refId = engine::nextRefId(m_targets);
    if (m_targets.empty()) {
        next.dataSource = m_source;
        next.legend = u"__auto"_s;
    }
    m_targets.push_back(std::move(next));
    addRow(m_targets.size() - 1);
    Q_EMIT changed();
}

void QueryRows::remove(std::size_t index)
{
    m_targets.erase(m_targets.begin() + static_cast<std::ptrdiff_t>(index));
    rebuild(); // indices moved
    Q_EMIT changed();
}

} // namespace wf::ui
