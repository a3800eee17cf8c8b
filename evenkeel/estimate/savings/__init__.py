"""What would make a stack cheaper or greener, each idea with figures from estimating it anew."""

from evenkeel.estimate.savings.weigh import savings

__all__ = ["savings"]
