// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartaccess.h"

#include "widgets/chart/chartview.h"

#include <QAccessibleWidget>

#include <mutex>

namespace wf::widgets {
namespace {

class ChartAccessible final : public QAccessibleWidget {
public:
    explicit ChartAccessible(ChartView *view) : QAccessibleWidget(view, QAccessible::Chart), m_view(view) {}
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Description ? m_view->describe() : QAccessibleWidget::text(kind);
    }

private:
    ChartView *m_view;
};

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *view = qobject_cast<ChartView *>(object);
    return view ? new ChartAccessible(view) : nullptr;
}

} // namespace

void installChartAccessibility()
{
    static std::once_flag once;
    std::call_once(once, [] { QAccessible::installFactory(make); });
}

} // namespace wf::widgets
