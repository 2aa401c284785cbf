// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/editing/panel/kindform.h"

#include "models/base/untrusted.h"
#include "models/engine/boards/boardsources.h"
#include "ui/dashboards/editing/panel/formlook.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using signals::BoardPanel;

namespace {

void put(QJsonObject &object, QLatin1String key, const QJsonValue &value)
{
    object.insert(key, value);
}

void putIn(QJsonObject &object, QLatin1String outer, QLatin1String key, const QJsonValue &value)
{
    QJsonObject inner = object.value(outer).toObject();
    inner.insert(key, value);
    object.insert(outer, inner);
}

QString textIn(const QJsonObject &object, QLatin1String outer, QLatin1String key, const QString &otherwise)
{
    return object.value(outer).toObject().value(key).toString(otherwise);
}

} // namespace

KindForm::KindForm(QWidget *parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    layOutForm(m_form);
}

void KindForm::setPanel(const BoardPanel &panel, const QStringList &variables)
{
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_writers.clear();
    const QString &type = panel.type;
    if (type == "timeseries"_L1)
        addLineRows(panel);
    else if (type == "stat"_L1 || type == "gauge"_L1 || type == "bargauge"_L1 || type == "piechart"_L1)
        addReducedRows(panel);
    else if (type == "text"_L1)
        addText(panel);
    else if (type == "dashlist"_L1)
        addBoardList(panel);
    else if (type == engine::objectiveKind)
        addObjective(panel);
    addRepeat(panel, variables);
}

void KindForm::applyTo(BoardPanel &panel) const
{
    for (const auto &write : m_writers)
        write(panel);
}

void KindForm::addChoice(const QString &name, const std::vector<Choice> &choices, const QString &now,
                         std::function<void(BoardPanel &, const QString &)> write)
{
    auto *box = new QComboBox;
    for (const Choice &c : choices)
        box->addItem(c.name, c.value);
    if (box->findData(now) < 0)
        box->addItem(now, now); // one of Grafana's that is not offered stays
    box->setCurrentIndex(box->findData(now));
    connect(box, &QComboBox::currentIndexChanged, this, &KindForm::changed);
    m_writers.push_back([box, now, write = std::move(write)](BoardPanel &panel) {
        if (box->currentData().toString() != now)
            write(panel, box->currentData().toString());
    });
    m_form->addRow(name, box);
}

void KindForm::addNumber(const QString &name, int least, int most, int now,
                         std::function<void(BoardPanel &, int)> write)
{
    auto *box = new QSpinBox;
    box->setRange(least, most);
    box->setValue(now);
    connect(box, &QSpinBox::valueChanged, this, &KindForm::changed);
    m_writers.push_back([box, before = box->value(), write = std::move(write)](BoardPanel &panel) {
        if (box->value() != before)
            write(panel, box->value());
    });
    m_form->addRow(name, box);
}

void KindForm::addLineRows(const BoardPanel &panel)
{
    const QJsonObject &custom = panel.defaults.custom;
    addChoice(tr("Drawn as"), {{u"line"_s, tr("Lines")}, {u"bars"_s, tr("Bars")}, {u"points"_s, tr("Points")}},
              custom.value("drawStyle"_L1).toString(u"line"_s),
              [](BoardPanel &p, const QString &v) { put(p.defaults.custom, "drawStyle"_L1, v); });
    addChoice(tr("Stacked"), {{u"none"_s, tr("No")}, {u"normal"_s, tr("Yes")}, {u"percent"_s, tr("To 100 %")}},
              textIn(custom, "stacking"_L1, "mode"_L1, u"none"_s), [](BoardPanel &p, const QString &v) {
                  putIn(p.defaults.custom, "stacking"_L1, "mode"_L1, v);
                  putIn(p.defaults.custom, "stacking"_L1, "group"_L1, u"A"_s);
              });
    addNumber(tr("Line width"), 0, 10, custom.value("lineWidth"_L1).toInt(1),
              [](BoardPanel &p, int v) { put(p.defaults.custom, "lineWidth"_L1, v); });
    addNumber(tr("Fill, %"), 0, 100, custom.value("fillOpacity"_L1).toInt(0),
              [](BoardPanel &p, int v) { put(p.defaults.custom, "fillOpacity"_L1, v); });
    addChoice(tr("Thresholds"),
              {{u"off"_s, tr("Not drawn")},
               {u"line"_s, tr("Lines")},
               {u"dashed"_s, tr("Dashed lines")},
               {u"area"_s, tr("Areas")},
               {u"line+area"_s, tr("Lines and areas")}},
              textIn(custom, "thresholdsStyle"_L1, "mode"_L1, u"off"_s),
              [](BoardPanel &p, const QString &v) { putIn(p.defaults.custom, "thresholdsStyle"_L1, "mode"_L1, v); });
    addAxisRows(panel);
    const QJsonObject legend = panel.options.value("legend"_L1).toObject();
    const bool hidden = !legend.value("showLegend"_L1).toBool(true);
    addChoice(tr("Legend"), {{u"list"_s, tr("List")}, {u"table"_s, tr("Table")}, {u"hidden"_s, tr("Hidden")}},
              hidden ? u"hidden"_s : legend.value("displayMode"_L1).toString(u"list"_s),
              [](BoardPanel &p, const QString &v) {
                  putIn(p.options, "legend"_L1, "showLegend"_L1, v != "hidden"_L1);
                  if (v != "hidden"_L1)
                      putIn(p.options, "legend"_L1, "displayMode"_L1, v);
              });
    addChoice(tr("Legend stands"), {{u"bottom"_s, tr("With the plot")}, {u"right"_s, tr("To the right")}},
              legend.value("placement"_L1).toString(u"bottom"_s),
              [](BoardPanel &p, const QString &v) { putIn(p.options, "legend"_L1, "placement"_L1, v); });
}

void KindForm::addAxisRows(const BoardPanel &panel)
{
    const QJsonObject &custom = panel.defaults.custom;
    addChoice(tr("Axis"),
              {{u"auto"_s, tr("Where there is room")},
               {u"left"_s, tr("Left")},
               {u"right"_s, tr("Right")},
               {u"hidden"_s, tr("Hidden")}},
              custom.value("axisPlacement"_L1).toString(u"auto"_s),
              [](BoardPanel &p, const QString &v) { put(p.defaults.custom, "axisPlacement"_L1, v); });
    const QJsonObject scale = custom.value("scaleDistribution"_L1).toObject();
    const QString type = scale.value("type"_L1).toString(u"linear"_s);
    addChoice(tr("Scale"),
              {{u"linear"_s, tr("Even")},
               {u"log10"_s, tr("Logarithmic")},
               {u"log2"_s, tr("Logarithmic, base 2")},
               {u"symlog10"_s, tr("Logarithmic, both sides of zero")}},
              type == "linear"_L1 ? type : type + QString::number(scale.value("log"_L1).toInt(10)),
              [](BoardPanel &p, const QString &v) {
                  QJsonObject written{{u"type"_s, v.startsWith("symlog"_L1) ? u"symlog"_s
                                                  : v.startsWith("log"_L1)  ? u"log"_s
                                                                            : u"linear"_s}};
                  if (v != "linear"_L1)
                      written.insert("log"_L1, v == "log2"_L1 ? 2 : 10);
                  put(p.defaults.custom, "scaleDistribution"_L1, written);
              });
}

void KindForm::addReducedRows(const BoardPanel &panel)
{
    const QJsonObject reduce = panel.options.value("reduceOptions"_L1).toObject();
    addChoice(tr("Value"),
              {{u"lastNotNull"_s, tr("Last")},
               {u"mean"_s, tr("Mean")},
               {u"max"_s, tr("Max")},
               {u"min"_s, tr("Min")},
               {u"sum"_s, tr("Total")},
               {u"range"_s, tr("Range")}},
              reduce.value("calcs"_L1).toArray().at(0).toString(u"lastNotNull"_s),
              [](BoardPanel &p, const QString &v) { putIn(p.options, "reduceOptions"_L1, "calcs"_L1, QJsonArray{v}); });
    if (panel.type == "stat"_L1) {
        addChoice(tr("Colours"),
                  {{u"value"_s, tr("The value")}, {u"background"_s, tr("The background")}, {u"none"_s, tr("None")}},
                  panel.options.value("colorMode"_L1).toString(u"value"_s),
                  [](BoardPanel &p, const QString &v) { put(p.options, "colorMode"_L1, v); });
        addChoice(tr("Spark line"), {{u"area"_s, tr("Yes")}, {u"none"_s, tr("No")}},
                  panel.options.value("graphMode"_L1).toString(u"area"_s),
                  [](BoardPanel &p, const QString &v) { put(p.options, "graphMode"_L1, v); });
    }
    if (panel.type == "piechart"_L1)
        addChoice(tr("Drawn as"), {{u"pie"_s, tr("Pie")}, {u"donut"_s, tr("Ring")}},
                  panel.options.value("pieType"_L1).toString(u"pie"_s),
                  [](BoardPanel &p, const QString &v) { put(p.options, "pieType"_L1, v); });
}

void KindForm::addTruth(const QString &name, QLatin1String option, bool now)
{
    auto *box = new QCheckBox(name);
    box->setChecked(now);
    connect(box, &QCheckBox::toggled, this, &KindForm::changed);
    m_writers.push_back([box, option, now](BoardPanel &p) {
        if (box->isChecked() != now)
            put(p.options, option, box->isChecked());
    });
    m_form->addRow(QString(), box);
}

void KindForm::addLine(const QString &name, const QString &hint, const QString &now,
                       std::function<void(BoardPanel &, const QString &)> write)
{
    auto *line = new QLineEdit(now);
    line->setPlaceholderText(hint);
    connect(line, &QLineEdit::textEdited, this, &KindForm::changed);
    m_writers.push_back([line, now, write = std::move(write)](BoardPanel &p) {
        if (line->text() != now)
            write(p, line->text());
    });
    m_form->addRow(name, line);
}

void KindForm::addObjective(const BoardPanel &panel)
{
    std::vector<Choice> choices{{QString(), tr("None yet")}};
    for (const Choice &one : m_objectives)
        choices.push_back({one.value, base::visibleText(one.name, 80)});
    addChoice(tr("Objective"), choices, panel.options.value("objective"_L1).toString(),
              [](BoardPanel &p, const QString &v) { put(p.options, "objective"_L1, v); });
}

void KindForm::addBoardList(const BoardPanel &panel)
{
    const QJsonObject &o = panel.options;
    addTruth(tr("With a star"), "showStarred"_L1, o.value("showStarred"_L1).toBool(true));
    addTruth(tr("Opened last"), "showRecentlyViewed"_L1, o.value("showRecentlyViewed"_L1).toBool());
    addTruth(tr("By title and tags"), "showSearch"_L1, o.value("showSearch"_L1).toBool());
    addLine(tr("Title holds"), tr("any"), o.value("query"_L1).toString(),
            [](BoardPanel &p, const QString &v) { put(p.options, "query"_L1, v); });
    QStringList tags;
    for (const QJsonValue &tag : o.value("tags"_L1).toArray())
        tags << tag.toString();
    addLine(tr("Tags"), tr("all of these, with commas"), tags.join(u", "_s), [](BoardPanel &p, const QString &v) {
        QJsonArray list;
        for (const QString &tag : v.split(u',', Qt::SkipEmptyParts))
            if (!tag.trimmed().isEmpty())
                list.append(tag.trimmed());
        put(p.options, "tags"_L1, list);
    });
    addNumber(tr("At most"), 1, 1000, o.value("maxItems"_L1).toInt(10),
              [](BoardPanel &p, int v) { put(p.options, "maxItems"_L1, v); });
    addTruth(tr("Headings"), "showHeadings"_L1, o.value("showHeadings"_L1).toBool(true));
}

void KindForm::addText(const BoardPanel &panel)
{
    auto *edit = new QPlainTextEdit(panel.options.value("content"_L1).toString());
    edit->setMinimumHeight(160);
    layOutText(edit);
    connect(edit, &QPlainTextEdit::textChanged, this, &KindForm::changed);
    m_writers.push_back([edit](BoardPanel &p) { put(p.options, "content"_L1, edit->toPlainText()); });
    m_form->addRow(tr("Markdown"), edit);
}

void KindForm::addRepeat(const BoardPanel &panel, const QStringList &variables)
{
    if (variables.isEmpty() && panel.repeat.variable.isEmpty())
        return;
    std::vector<Choice> choices{{QString(), tr("Not repeated")}};
    for (const QString &name : variables)
        choices.push_back({name, u'$' + name});
    addChoice(tr("For each"), choices, panel.repeat.variable,
              [](BoardPanel &p, const QString &v) { p.repeat.variable = v; });
}

} // namespace wf::ui
