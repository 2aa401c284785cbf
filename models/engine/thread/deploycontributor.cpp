// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/thread/contributors.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::engine {

namespace {

class DeployContributor final : public ThreadContributor {
public:
    async::Request ask(const ThreadQuestion &q, std::function<void(ThreadPart)> reply) override
    {
        ThreadPart part;
        for (const auto &deploy : q.services->deploys) {
            const bool own = deploy.service == q.subject.service;
            if ((!own && !q.neighbours.contains(deploy.service)) || !q.window.contains(deploy.timeNs))
                continue;
            signals::ThreadEntry e;
            e.timeNs = deploy.timeNs;
            e.endNs = deploy.finishedNs;
            e.signal = signals::Signal::Deploy;
            e.severity = signals::Severity::Info;
            e.link = own ? signals::LinkStrength::Direct : signals::LinkStrength::Path;
            const QString where = deploy.region.isEmpty()
                                      ? QString()
                                      : QCoreApplication::translate("Thread", " in %1").arg(deploy.region);
            e.title = deploy.service + u' ' + deploy.toVersion + where;
            QStringList detail;
            if (!deploy.fromVersion.isEmpty())
                detail << QCoreApplication::translate("Thread", "from %1").arg(deploy.fromVersion);
            if (!deploy.revision.isEmpty())
                detail << deploy.revision.left(10);
            e.detail = detail.join(QStringLiteral(", "));
            e.reason = own ? QCoreApplication::translate("Thread", "version label of %1 changed").arg(deploy.service)
                           : QCoreApplication::translate("Thread", "%1 is one call away").arg(deploy.service);
            e.subject = signals::Subject::ofService(deploy.service);
            e.subject.kind = signals::SubjectKind::Deploy;
            e.subject.region = deploy.region;
            e.subject.id = deploy.service + u'/' + deploy.region + u'/' + deploy.toVersion;
            e.subject.title = e.title;
            e.subject.timeNs = deploy.timeNs;
            part.entries.push_back(std::move(e));
        }
        // Known already, but ports answer later, and so does this.
        auto timer = std::make_shared<QTimer>();
        timer->setSingleShot(true);
        QObject::connect(timer.get(), &QTimer::timeout, timer.get(),
                         [reply = std::move(reply), part = std::move(part)]() mutable { reply(std::move(part)); });
        timer->start(0);
        return async::Request([timer] { timer->stop(); });
    }
};

} // namespace

std::unique_ptr<ThreadContributor> deployContributor()
{
    return std::make_unique<DeployContributor>();
}

} // namespace wf::engine
