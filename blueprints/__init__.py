"""What the browser and the command line see."""

from flask import Flask


def register(app: Flask) -> None:
    """Mount every area of the user interface, in the order of the navigation bar."""
    from flask_wtf import CSRFProtect

    from blueprints.bench.views import bench
    from blueprints.connections.views import connections
    from blueprints.diagnosis.views import diagnosis
    from blueprints.disconnected.views import disconnected
    from blueprints.failures import install_failures
    from blueprints.fleet.commands import fleet
    from blueprints.home.views import home
    from blueprints.learn.views import learn
    from blueprints.playground.views import playground
    from blueprints.verification.views import verification
    from blueprints.walkthrough.blueprint import walkthrough

    CSRFProtect(app)
    install_failures(app)
    areas = (
        home,
        walkthrough,
        diagnosis,
        playground,
        connections,
        verification,
        bench,
        learn,
    )
    for blueprint in (*areas, disconnected, fleet):
        app.register_blueprint(blueprint)
