// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/frames/reducers.h"
#include "models/analysis/frames/transform.h"
#include "models/engine/boards/boardsources.h"
#include "models/engine/boards/importing/importreport.h"
#include "models/engine/boards/reading/boardframes.h"
#include "models/query/conditions/showcondition.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::BoardPanel;

namespace {

// Kinds that ui/dashboards/board draws.
constexpr std::array drawn{"timeseries"_L1,     "stat"_L1,       "gauge"_L1,          "bargauge"_L1,  "table"_L1,
                           "text"_L1,           "heatmap"_L1,    "state-timeline"_L1, "piechart"_L1,  "logs"_L1,
                           "status-history"_L1, "barchart"_L1,   "histogram"_L1,      "alertlist"_L1, "traces"_L1,
                           "nodeGraph"_L1,      "flamegraph"_L1, "dashlist"_L1,       objectiveKind};

constexpr qsizetype mostAxes = 6; // of a chart

class Judge {
public:
    Judge(const BoardPanel &panel, const signals::Dashboard &dashboard) : m_panel(panel), m_dashboard(dashboard)
    {
        m_verdict = {panel.path, panel.title, panel.type, Fidelity::Exact, {}};
    }
    PanelVerdict run()
    {
        for (const QString &n : m_panel.notes)
            approximate(n);
        for (const QString &kind : query::unknownConditions(m_panel.condition))
            approximate(u"a condition of kind %1 is not evaluated"_s.arg(kind.left(80)));
        if (std::find(drawn.begin(), drawn.end(), m_panel.type) == drawn.end()) {
            leaveOut(m_panel.type.isEmpty() ? u"it has no type"_s
                                            : u"panels of kind %1 are not drawn"_s.arg(m_panel.type));
            return m_verdict;
        }
        if (m_panel.type == "text"_L1) {
            judgeText();
            return m_verdict;
        }
        if (m_panel.type == "dashlist"_L1)
            judgeBoardList();
        if (m_panel.type == "dashlist"_L1 || m_panel.type == objectiveKind)
            return m_verdict; // they ask no source
        judgeSources();
        judgeFields();
        judgeTransformations();
        if (m_panel.type == "timeseries"_L1)
            judgeTimeSeries();
        else if (m_panel.type == "table"_L1)
            judgeTable();
        else
            judgeOthers();
        return m_verdict;
    }

private:
    void approximate(const QString &why)
    {
        if (m_verdict.fidelity == Fidelity::Exact)
            m_verdict.fidelity = Fidelity::Approximated;
        if (!m_verdict.reasons.contains(why))
            m_verdict.reasons << why;
    }
    void leaveOut(const QString &why)
    {
        m_verdict.fidelity = Fidelity::LeftOut;
        m_verdict.reasons = {why};
    }
    // A setting of the panel's fields, or of any override.
    template<class F>
    bool anyCustom(QLatin1String key, F is) const
    {
        if (const QJsonValue v = m_panel.defaults.custom.value(key); !v.isUndefined() && is(v))
            return true;
        for (const signals::FieldOverride &rule : m_panel.overrides)
            for (const signals::FieldProperty &p : rule.properties)
                if (p.id == QString("custom."_L1 + key) && is(p.value))
                    return true;
        return false;
    }
    bool anyProperty(QLatin1String id) const
    {
        for (const signals::FieldOverride &rule : m_panel.overrides)
            for (const signals::FieldProperty &p : rule.properties)
                if (p.id == id)
                    return true;
        return false;
    }

    void judgeText()
    {
        const QString mode = m_panel.options.value("mode"_L1).toString(u"markdown"_s);
        const QString content = m_panel.options.value("content"_L1).toString();
        if (mode == "html"_L1)
            approximate(u"HTML is shown as its text"_s);
        else if (mode == "markdown"_L1 && content.contains(u'<'))
            approximate(u"HTML inside Markdown is shown as its text"_s);
        if (content.contains("!["_L1) || content.contains("<img"_L1))
            approximate(u"pictures from the network are not loaded"_s);
    }

    void judgeBoardList()
    {
        const QJsonObject &o = m_panel.options;
        if (!o.value("folderUID"_L1).toString().isEmpty() || o.value("folderId"_L1).toInt() > 0)
            approximate(u"dashboards of all folders are listed"_s);
        if (o.value("includeVars"_L1).toBool())
            approximate(u"the chosen variables are not handed on"_s);
    }

    void judgeSources()
    {
        int asked = 0, foreign = 0;
        QString why;
        for (const signals::PanelTarget &t : m_panel.targets) {
            if (t.hidden)
                continue;
            ++asked;
            const BoardTargetSource source = sourceOf(t, m_panel, m_dashboard);
            switch (source.language) {
            case BoardLanguage::Metrics:
            case BoardLanguage::Logs:
            case BoardLanguage::Traces:
                continue;
            case BoardLanguage::OtherPanel:
                why = u"it shows the answer of another panel"_s;
                break;
            case BoardLanguage::Expression:
                why = u"it is computed by Grafana's server (expressions)"_s;
                break;
            case BoardLanguage::Grafana:
                why = u"it asks Grafana's own store or test data"_s;
                break;
            case BoardLanguage::Other:
                why = source.product.isEmpty() ? u"it asks in a language other than PromQL and LogQL"_s
                                               : u"it asks %1"_s.arg(source.product);
                break;
            }
            ++foreign;
        }
        if (asked > 0 && foreign == asked)
            leaveOut(why);
        else if (foreign > 0)
            approximate(u"some of its questions are not asked: "_s + why);
    }

    void judgeFields()
    {
        if (m_verdict.fidelity == Fidelity::LeftOut)
            return;
        for (const signals::FieldOverride &rule : m_panel.overrides)
            if (!knowsMatcher(rule.matcher))
                approximate(u"the override matcher %1 is not applied"_s.arg(rule.matcher));
        const QJsonObject fields = m_panel.source.value("fieldConfig"_L1).toObject();
        static constexpr std::array linked{"timeseries"_L1, "stat"_L1,      "gauge"_L1,          "bargauge"_L1,
                                           "table"_L1,      "barchart"_L1,  "piechart"_L1,       "heatmap"_L1,
                                           "histogram"_L1,  "nodeGraph"_L1, "state-timeline"_L1, "status-history"_L1};
        const bool hasLinks =
            !fields.value("defaults"_L1).toObject().value("links"_L1).toArray().isEmpty() || anyProperty("links"_L1);
        if (hasLinks && std::ranges::find(linked, m_panel.type) == linked.end())
            approximate(u"its data links are not offered"_s);
        static constexpr std::array unknownSchemes{"shades"_L1,
                                                   "continuous-viridis"_L1,
                                                   "continuous-magma"_L1,
                                                   "continuous-plasma"_L1,
                                                   "continuous-inferno"_L1,
                                                   "continuous-cividis"_L1};
        const QString &mode = m_panel.defaults.color.mode;
        if (std::ranges::any_of(unknownSchemes, [&](QLatin1String one) { return mode == one; }))
            approximate(u"colours by value follow the theme"_s);
    }

    void judgeTransformations()
    {
        if (m_verdict.fidelity == Fidelity::LeftOut)
            return;
        for (const signals::PanelTransformation &t : m_panel.transformations) {
            if (t.disabled)
                continue;
            if (!analysis::knowsTransformation(t.id))
                approximate(u"the transformation %1 is not applied"_s.arg(t.id));
            else if (const QJsonObject filter = t.source.value("filter"_L1).toObject();
                     !filter.isEmpty() && filter.value("id"_L1) != "byRefId"_L1)
                approximate(u"transformations apply to all answers, not only to some"_s);
        }
    }

    void judgeTimeSeries()
    {
        if (m_verdict.fidelity == Fidelity::LeftOut)
            return;
        const auto isText = [](QLatin1String text) { return [text](const QJsonValue &v) { return v == text; }; };
        if (!drawsLines() && anyCustom("lineInterpolation"_L1, isText("smooth"_L1)))
            approximate(u"curves are drawn straight"_s);
        judgeStrokes();
        judgeAxes();
        if (anyCustom("spanNulls"_L1, [](const QJsonValue &v) { return v.isDouble(); }) ||
            anyProperty("custom.spanNulls"_L1))
            approximate(u"gaps are bridged for all series or for none"_s);
        if (anyCustom("fillBelowTo"_L1, [](const QJsonValue &v) { return !v.toString().isEmpty(); }))
            approximate(u"the band between two series is not filled"_s);
        if (anyCustom("transform"_L1, isText("constant"_L1)))
            approximate(u"constants are drawn as they come"_s);
        if (anyCustom("showValues"_L1, [](const QJsonValue &v) { return v.toBool(); }))
            approximate(u"values are not written beside points"_s);
    }

    bool drawsLines() const
    {
        const QJsonObject &custom = m_panel.defaults.custom;
        return custom.value("drawStyle"_L1).toString(u"line"_s) == "line"_L1 &&
               custom.value("stacking"_L1).toObject().value("mode"_L1).toString(u"none"_s) == "none"_L1;
    }

    // Each has its own width, fill and dashes.
    void judgeStrokes()
    {
        const bool isOfBars = m_panel.defaults.custom.value("drawStyle"_L1) == "bars"_L1;
        const bool filled = anyCustom("fillOpacity"_L1, [](const QJsonValue &v) { return v.toDouble() > 0; });
        if (isOfBars && anyCustom("lineWidth"_L1, [](const QJsonValue &v) { return v.toDouble() > 1; }))
            approximate(u"edges of bars are thin"_s);
        if (filled && !drawsLines() && anyCustom("gradientMode"_L1, [](const QJsonValue &v) { return v != "none"_L1; }))
            approximate(u"fills of bars and stacks have no gradient"_s);
        if (filled &&
            anyCustom("gradientMode"_L1, [](const QJsonValue &v) { return v == "hue"_L1 || v == "scheme"_L1; }))
            approximate(u"fills have one colour"_s);
        if (!drawsLines() && anyCustom("lineStyle"_L1, [](const QJsonValue &v) {
                const QString fill = v.toObject().value("fill"_L1).toString();
                return !fill.isEmpty() && fill != "solid"_L1;
            }))
            approximate(u"edges of bars and stacks are not dashed"_s);
    }

    // More than the chart has room for.
    void judgeAxes()
    {
        QStringList units{m_panel.defaults.unit};
        for (const signals::FieldOverride &rule : m_panel.overrides)
            for (const signals::FieldProperty &p : rule.properties)
                if (p.id == "unit"_L1 && !units.contains(p.value.toString()))
                    units << p.value.toString();
        if (anyProperty("custom.stacking"_L1) &&
            anyCustom("stacking"_L1, [](const QJsonValue &v) { return v.toObject().value("mode"_L1) == "percent"_L1; }))
            approximate(u"all stacks are of shares, or none"_s);
        if (units.size() > mostAxes)
            approximate(u"values of all units share six axes"_s);
        const QJsonObject thresholds = m_panel.defaults.custom.value("thresholdsStyle"_L1).toObject();
        const QString style = thresholds.value("mode"_L1).toString(u"off"_s);
        if (style != "off"_L1 && m_panel.defaults.thresholds && m_panel.defaults.thresholds->percentage)
            approximate(u"thresholds in per cent are not drawn"_s);
        if (style != "off"_L1 && anyProperty("thresholds"_L1))
            approximate(u"thresholds of single series are not drawn"_s);
        if (colorsByValue() && anyCustom("gradientMode"_L1, [](const QJsonValue &v) { return v == "scheme"_L1; }))
            approximate(u"lines and fills have one colour"_s);
    }
    bool colorsByValue() const
    {
        const QString &mode = m_panel.defaults.color.mode;
        return mode == "thresholds"_L1 || mode.startsWith("continuous"_L1);
    }

    void judgeTable()
    {
        if (m_verdict.fidelity == Fidelity::LeftOut)
            return;
        if (anyCustom("cellOptions"_L1, [](const QJsonValue &v) {
                const QString type = v.toObject().value("type"_L1).toString(u"auto"_s);
                return type != "auto"_L1 && !type.startsWith("color"_L1);
            }))
            approximate(u"gauges, sparklines and pictures in cells are shown as text"_s);
        const QJsonObject footer = m_panel.options.value("footer"_L1).toObject();
        if (footer.value("show"_L1).toBool())
            approximate(u"the table has no footer"_s);
        if (m_panel.options.value("showHeader"_L1).toBool(true) == false)
            approximate(u"the table has a header"_s);
        if (anyCustom("filterable"_L1, [](const QJsonValue &v) { return v.toBool(); }))
            approximate(u"columns cannot be filtered"_s);
        if (m_panel.targets.size() > 1 && m_panel.transformations.empty())
            approximate(u"one of its tables is shown at a time"_s);
    }

    void judgeOthers()
    {
        if (m_verdict.fidelity == Fidelity::LeftOut)
            return;
        const QString &type = m_panel.type;
        const QJsonObject &o = m_panel.options;
        if (type == "heatmap"_L1) {
            if (o.value("calculate"_L1).toBool())
                approximate(u"its series are the rows: buckets are not calculated"_s);
            approximate(u"its colours are the theme's"_s);
        }
        if (type == "barchart"_L1)
            approximate(u"drawn as a bar for each value"_s);
        judgeLists();
        const QJsonObject sizes = o.value("text"_L1).toObject();
        const bool hasSizes = !sizes.value("titleSize"_L1).isUndefined() || !sizes.value("valueSize"_L1).isUndefined();
        if (hasSizes && type != "stat"_L1 && type != "gauge"_L1 && type != "bargauge"_L1)
            approximate(u"sizes of words follow the room"_s);
        if ((type == "stat"_L1 || type == "gauge"_L1) && o.value("orientation"_L1) == "vertical"_L1)
            approximate(u"tiles are arranged by the room"_s);
        if (type == "stat"_L1 && o.value("showPercentChange"_L1).toBool())
            approximate(u"its percent change is not shown"_s);
        if (type == "gauge"_L1 && o.value("showThresholdLabels"_L1).toBool())
            approximate(u"thresholds on the arc have no labels"_s);
        if (type == "piechart"_L1 && !o.value("displayLabels"_L1).toArray().isEmpty())
            approximate(u"labels stand in the legend"_s);
        if (type == "logs"_L1)
            approximate(u"its lines stand in a table"_s);
        if (type == "logs"_L1 && o.value("dedupStrategy"_L1).toString(u"none"_s) != "none"_L1)
            approximate(u"equal lines are not folded"_s);
        for (const QJsonValue &calc : o.value("reduceOptions"_L1).toObject().value("calcs"_L1).toArray())
            if (!analysis::isReducer(calc.toString()))
                approximate(u"the calculation %1 is read as the last value"_s.arg(calc.toString()));
    }

    bool asksTraces() const
    {
        return std::ranges::any_of(m_panel.targets, [this](const signals::PanelTarget &t) {
            return !t.hidden && sourceOf(t, m_panel, m_dashboard).language == BoardLanguage::Traces;
        });
    }

    void judgeLists()
    {
        const QJsonObject &o = m_panel.options;
        if (m_panel.type == "histogram"_L1) {
            approximate(u"a bar stands for each bucket, with its count"_s);
            if (!o.value("combine"_L1).toBool() && m_panel.targets.size() > 1)
                approximate(u"all series are counted together"_s);
        }
        if (m_panel.type == "nodeGraph"_L1)
            approximate(u"callers stand left of what they call, and nodes are boxes"_s);
        if (m_panel.type == "flamegraph"_L1 && asksTraces())
            approximate(u"the time of its service's spans is drawn: there is no source of profiles"_s);
        if (m_panel.type == "traces"_L1)
            approximate(u"traces are listed, newest first"_s);
        if (m_panel.type != "alertlist"_L1)
            return;
        approximate(u"alerts are those of the environment, not of Grafana's own rules"_s);
        if (o.value("dashboardAlerts"_L1).toBool() || o.value("dashboardFilter"_L1).isString())
            approximate(u"alerts of all dashboards are listed"_s);
        if (o.value("viewMode"_L1) == "stat"_L1 || o.value("groupMode"_L1) == "custom"_L1)
            approximate(u"alerts are a list without groups"_s);
        if (o.value("show"_L1) == "changes"_L1)
            approximate(u"what fires now is listed, not what changed"_s);
    }

    const BoardPanel &m_panel;
    const signals::Dashboard &m_dashboard;
    PanelVerdict m_verdict;
};

} // namespace

PanelVerdict verdictOf(const BoardPanel &panel, const signals::Dashboard &dashboard)
{
    const BoardPanel shared = withSharedTargets(panel, dashboard);
    return Judge(shared, dashboard).run();
}

} // namespace wf::engine
